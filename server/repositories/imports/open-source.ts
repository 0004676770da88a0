import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import { type ForeignBucket, ForeignObjectChangedError } from "../../platform/storage/index.ts";
import type { TransferRow } from "../bucket-transfers/store/transfers.ts";
import { openBucket } from "../connections/open-bucket.ts";
import { findConnectionById } from "../connections/store.ts";
import { type ImportSource, SourceChangedError, type SourceFile } from "./import-source.ts";

/** The bucket of a transfer, by its connection as it is now. @throws {Problem} `connection-not-found`. */
export async function openTransferBucket(
  ctx: Pick<Context, "config" | "db" | "sealer">,
  { connectionId, connectionName }: Pick<TransferRow, "connectionId" | "connectionName">,
): Promise<ForeignBucket> {
  const row = connectionId === null ? undefined : await findConnectionById(ctx.db, connectionId);
  if (row !== undefined) return openBucket(ctx, row);
  throw problem("connection-not-found", {
    detail: `The storage connection ${connectionName} was deleted`,
  });
}

/** The objects below a path of a bucket. */
export function bucketSource(bucket: ForeignBucket, path: string): ImportSource {
  return {
    async *list(signal) {
      for await (const { name, sizeBytes, entityTag } of bucket.list(path, signal)) {
        const below = name.slice(path.length);
        // Pages of stores make such objects for folders; the path itself may be one.
        const isFolder = sizeBytes === 0 && (below === "" || below.endsWith("/"));
        if (!isFolder) yield { path: below, sizeBytes, entityTag: entityTag ?? "" };
      }
    },
    async *read(file, signal) {
      try {
        yield* bucket.read({ name: path + file.path, entityTag: tagOf(file) }, signal);
      } catch (error) {
        if (!(error instanceof ForeignObjectChangedError)) throw error;
        throw new SourceChangedError(file.path, { cause: error });
      }
    },
    close: () => bucket.close(),
  };
}

function tagOf({ entityTag }: SourceFile): string | undefined {
  return entityTag === "" ? undefined : entityTag;
}
