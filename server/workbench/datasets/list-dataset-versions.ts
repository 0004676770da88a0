import { z } from "zod";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { DatasetVersion } from "#contract/workbench/dataset.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { presentVersion } from "./present-dataset.ts";
import { requireDataset } from "./require-dataset.ts";
import { listVersions } from "./store.ts";

/** Newest first. @throws {Problem} `dataset-not-found`. */
export async function listDatasetVersions(
  ctx: RequestContext,
  id: string,
  { cursor, limit }: PageQuery,
): Promise<Page<DatasetVersion>> {
  const { id: datasetId } = await requireDataset(ctx, id);
  const before = decodeCursor(cursor, z.number().int());
  const rows = await listVersions(ctx.db, { datasetId, before, limit });
  return toPage(rows, limit, { itemOf: presentVersion, keyOf: (row) => row.number });
}
