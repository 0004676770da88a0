import type { Transfer } from "#contract/repositories/transfer.ts";
import { problem } from "#contract/problems.ts";
import type { DatasetImport } from "#contract/workbench/dataset.ts";
import { editCard, getCard } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { requireRepository, startImport } from "../../repositories/index.ts";
import { connectionGone, requireDataset } from "./require-dataset.ts";
import { type DatasetRow, findVersion } from "./store.ts";

/**
 * PUB-12: a version of a workbench dataset becomes a commit of a dataset in the gallery, which also
 * gets its data type. The import fails when the files are not those of the version any more.
 * @throws {Problem} `dataset-not-found`, `dataset-version-not-found`, `connection-not-found`; and as
 *   `startImport`.
 */
export async function importDatasetVersion(
  ctx: RequestContext,
  { id, version: number }: { id: string; version: number },
  { asset, folder, title }: DatasetImport,
): Promise<Transfer> {
  const dataset = await requireDataset(ctx, id);
  const { connection, input_path: path, name } = dataset;
  const version = await findVersion(ctx.db, { datasetId: dataset.id, number });
  if (version === undefined) {
    throw problem("dataset-version-not-found", {
      detail: `${name} has no version ${labelOf(number)}`,
    });
  }
  if (connection === null) throw connectionGone(dataset);
  const repository = await requireRepository(ctx, asset, "write");
  const label = `${name} ${labelOf(number)}`;
  const transfer = await startImport(ctx, repository, {
    source: { kind: "object-storage", connection, path },
    folder,
    title: title === "" ? `Import ${label}` : title,
    expected: {
      name: label,
      files: version.file_count,
      sizeBytes: version.size_bytes,
      digest: version.digest.toString("hex"),
    },
  });
  await addDataType(ctx, asset, dataset);
  return transfer;
}

function labelOf(number: number): string {
  return `V${String(number).padStart(3, "0")}`;
}

async function addDataType(
  ctx: RequestContext,
  asset: DatasetImport["asset"],
  { data_type: dataType }: DatasetRow,
): Promise<void> {
  const { settings, errors } = await getCard(ctx, asset);
  if (errors.length > 0 || settings.dataTypes.includes(dataType)) return;
  await editCard(ctx, asset, { settings: { dataTypes: [...settings.dataTypes, dataType] } });
}
