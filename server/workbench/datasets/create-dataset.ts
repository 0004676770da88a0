import type { Dataset } from "#contract/workbench/dataset.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { addDataset, checkDataset, type DatasetFields } from "./add-dataset.ts";
import { presentDataset } from "./present-dataset.ts";
import { requireDataset } from "./require-dataset.ts";

/**
 * WB-14: names files that lie in the viewer's object storage already.
 * @throws {Problem} `dataset-paths`, `sensitive-words`, `dataset-name-taken`, `datasets-full`,
 *   `connection-not-found`.
 */
export async function createDataset(ctx: RequestContext, fields: DatasetFields): Promise<Dataset> {
  const { accountId } = requireAccount(ctx);
  await checkDataset(ctx, fields);
  return withTransaction(ctx.db, async (trx) => {
    const dataset = { ...fields, accountId, deliveryId: null, at: ctx.now() };
    const id = await addDataset(trx, dataset);
    return presentDataset(await requireDataset({ ...ctx, db: trx }, id));
  });
}
