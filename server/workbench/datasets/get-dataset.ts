import type { Dataset } from "#contract/workbench/dataset.ts";
import type { RequestContext } from "../../context.ts";
import { presentDataset } from "./present-dataset.ts";
import { requireDataset } from "./require-dataset.ts";

/** @throws {Problem} `dataset-not-found`. */
export async function getDataset(ctx: RequestContext, id: string): Promise<Dataset> {
  return presentDataset(await requireDataset(ctx, id));
}
