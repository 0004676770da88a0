import type { z } from "zod";
import { problem } from "#contract/problems.ts";
import { type NewDataset, WORKBENCH_DATASETS_LIMIT } from "#contract/workbench/dataset.ts";
import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { countDatasets, insertDataset, isNameTaken } from "./store.ts";

export type DatasetFields = z.output<typeof NewDataset>;

/**
 * What a dataset's fields must be, before anything is written.
 * @throws {Problem} `dataset-paths`, `sensitive-words`.
 */
export async function checkDataset(
  ctx: Pick<RequestContext, "db">,
  { name, description, inputPath, outputPath }: DatasetFields,
): Promise<void> {
  if (outputPath.startsWith(inputPath)) {
    const message = "must not be the input path or lie below it";
    throw problem("dataset-paths", {
      detail: `outputPath: ${outputPath} ${message}`,
      issues: [{ pointer: "/outputPath", message }],
    });
  }
  await refuseSensitiveWords(ctx, { name, description });
}

/**
 * Writes a dataset down for an account.
 * @returns its public id.
 * @throws {Problem} `datasets-full`, `dataset-name-taken`, `connection-not-found`.
 */
export async function addDataset(
  trx: DatabaseTransaction,
  dataset: DatasetFields & { accountId: number; deliveryId: number | null; at: Date },
): Promise<string> {
  const { accountId, name, at } = dataset;
  if ((await countDatasets(trx, accountId)) >= WORKBENCH_DATASETS_LIMIT) {
    throw problem("datasets-full", {
      detail: `You have ${WORKBENCH_DATASETS_LIMIT} datasets in the workbench; no more are kept`,
      extra: { limit: WORKBENCH_DATASETS_LIMIT },
    });
  }
  if (await isNameTaken(trx, { accountId, name })) {
    const message = "is the name of another dataset of yours";
    throw problem("dataset-name-taken", {
      detail: `name: ${name} ${message}`,
      issues: [{ pointer: "/name", message }],
    });
  }
  const publicId = newPublicId(at);
  if (await insertDataset(trx, { ...dataset, publicId })) return publicId;
  throw problem("connection-not-found", {
    detail: `You have no storage connection ${dataset.connection}`,
  });
}
