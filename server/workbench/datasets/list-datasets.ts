import { z } from "zod";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { Dataset } from "#contract/workbench/dataset.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { presentDataset } from "./present-dataset.ts";
import * as store from "./store.ts";

/** The viewer's own, newest first. @param query.q a part of the name. */
export async function listDatasets(
  ctx: RequestContext,
  { cursor, limit, q = "" }: PageQuery & { q?: string | undefined },
): Promise<Page<Dataset>> {
  const { accountId } = requireAccount(ctx);
  const before = decodeCursor(cursor, z.number().int());
  const words = q.replaceAll("\0", "");
  const rows = await store.listDatasets(ctx.db, { accountId, before, limit, q: words });
  return toPage(rows, limit, { itemOf: presentDataset, keyOf: (row) => row.id });
}
