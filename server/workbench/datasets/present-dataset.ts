import type { Dataset, DatasetVersion } from "#contract/workbench/dataset.ts";
import type { DatasetRow, VersionRow } from "./store.ts";

export function presentDataset(row: DatasetRow): Dataset {
  const { delivery, delivery_state: state } = row;
  return {
    id: row.public_id,
    name: row.name,
    dataType: row.data_type,
    description: row.description,
    connection: row.connection,
    connectionName: row.connection_name,
    bucket: row.bucket,
    inputPath: row.input_path,
    outputPath: row.output_path,
    delivery: delivery === null || state === null ? null : { id: delivery, state },
    latestVersion: row.latest_version,
    createdAt: row.created_at.toISOString(),
  };
}

export function presentVersion(row: VersionRow): DatasetVersion {
  return {
    number: row.number,
    files: row.file_count,
    sizeBytes: row.size_bytes,
    createdAt: row.created_at.toISOString(),
  };
}
