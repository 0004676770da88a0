import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import { ForeignBucket } from "../../platform/storage/index.ts";
import type { ConnectionRow } from "./store.ts";

/** What a connection's secret is sealed for; it opens for no other connection. */
export function sealPlace(publicId: string): { purpose: string; owner: string } {
  return { purpose: "storage-connection", owner: publicId };
}

/**
 * Opens the bucket of a connection; close it.
 * @throws {Problem} `endpoint-refused`; `bucket-refused` when the master key is no longer the one
 *   that sealed the secret.
 */
export function openBucket(
  { config, sealer }: Pick<Context, "config" | "sealer">,
  row: ConnectionRow,
): ForeignBucket {
  const secretAccessKey = sealer.open(sealPlace(row.public_id), row.sealed_secret);
  if (secretAccessKey === undefined) {
    throw problem("bucket-refused", {
      detail: "The secret of this connection can no longer be opened",
      hint: "Give the connection its secret again",
      extra: { reason: "secret-wrong" },
    });
  }
  return new ForeignBucket(
    {
      endpoint: row.endpoint,
      region: row.region,
      bucket: row.bucket,
      credentials: { accessKeyId: row.access_key_id, secretAccessKey },
      isPathStyle: row.is_path_style,
    },
    config.storageHosts,
  );
}
