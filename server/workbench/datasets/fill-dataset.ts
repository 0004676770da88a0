import type { Dataset, NewFilledDataset } from "#contract/workbench/dataset.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { requireRepository, startDelivery } from "../../repositories/index.ts";
import { addDataset, checkDataset } from "./add-dataset.ts";
import { presentDataset } from "./present-dataset.ts";
import { requireDataset } from "./require-dataset.ts";

/**
 * DIS-9: a new dataset of the viewer's workbench; a delivery brings the files of an asset to its input
 * path. Both are written down, or none.
 * @throws {Problem} as `createDataset` and `startDelivery`; `not-found` for what the viewer may not read.
 */
export async function fillDataset(
  ctx: RequestContext,
  { asset, revision, folder, dataset }: NewFilledDataset,
): Promise<Dataset> {
  const { accountId } = requireAccount(ctx);
  const repository = await requireRepository(ctx, asset, "read");
  await checkDataset(ctx, dataset);
  const { connection, inputPath } = dataset;
  let id = "";
  await startDelivery(ctx, repository, {
    target: { kind: "object-storage", connection, path: inputPath },
    revision,
    folder,
    datasetName: dataset.name,
    async andThen(trx, deliveryId) {
      id = await addDataset(trx, { ...dataset, accountId, deliveryId, at: ctx.now() });
    },
  });
  return presentDataset(await requireDataset(ctx, id));
}
