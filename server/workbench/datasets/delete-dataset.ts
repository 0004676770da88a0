import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireDataset } from "./require-dataset.ts";
import { removeDataset } from "./store.ts";

/** Forgets it and its versions; nothing in the object storage is touched. @throws {Problem} `dataset-not-found`. */
export async function deleteDataset(ctx: RequestContext, id: string): Promise<void> {
  await withTransaction(ctx.db, async (trx) => {
    const row = await requireDataset({ ...ctx, db: trx }, id);
    await removeDataset(trx, row.id);
  });
}
