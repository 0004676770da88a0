import { problem } from "#contract/problems.ts";
import { DATASET_VERSIONS_LIMIT, type DatasetVersion } from "#contract/workbench/dataset.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { surveySource } from "../../repositories/index.ts";
import { presentVersion } from "./present-dataset.ts";
import { connectionGone, requireDataset } from "./require-dataset.ts";
import { findLatestNumber, insertVersion } from "./store.ts";

/**
 * WB-14: writes down what lies at the input path now.
 * @throws {Problem} `dataset-not-found`, `dataset-versions-full`, `connection-not-found`; and as
 *   `surveySource`.
 */
export async function createDatasetVersion(
  ctx: RequestContext,
  id: string,
): Promise<DatasetVersion> {
  const dataset = await requireDataset(ctx, id);
  const { connection, input_path: path } = dataset;
  if (connection === null) throw connectionGone(dataset);
  const { files, sizeBytes, digest } = await surveySource(ctx, { connection, path });
  return withTransaction(ctx.db, async (trx) => {
    // Held from here on: those who ask at once make one version each.
    const { id: datasetId } = await requireDataset({ ...ctx, db: trx }, id);
    const number = (await findLatestNumber(trx, datasetId)) + 1;
    if (number > DATASET_VERSIONS_LIMIT) {
      throw problem("dataset-versions-full", {
        detail: `${dataset.name} has ${DATASET_VERSIONS_LIMIT} versions; no more are kept`,
        extra: { limit: DATASET_VERSIONS_LIMIT },
      });
    }
    const at = ctx.now();
    return presentVersion(
      await insertVersion(trx, { datasetId, number, files, sizeBytes, digest, at }),
    );
  });
}
