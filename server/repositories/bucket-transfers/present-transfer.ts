import type { Transfer } from "#contract/repositories/transfer.ts";
import type { TransferRow } from "./store/transfers.ts";

export function presentTransfer(row: TransferRow): Transfer {
  return {
    id: row.publicId,
    direction: row.direction,
    repository: {
      kind: row.repositoryKind,
      fullName: row.repositoryName,
      isDeleted: row.repositoryId === null,
    },
    storage: {
      connection: row.connection,
      connectionName: row.connectionName,
      bucket: row.bucket,
      path: row.bucketPath,
    },
    dataset: row.datasetName,
    revision: row.revision,
    folder: row.folder,
    commit: row.commit,
    state: row.state,
    totalFiles: row.totalFiles,
    totalBytes: row.totalBytes,
    doneFiles: row.doneFiles,
    doneBytes: row.doneBytes,
    skippedFiles: row.skippedFiles,
    failure: row.failure,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
