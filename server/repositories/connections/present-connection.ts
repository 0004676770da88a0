import type { Connection } from "#contract/repositories/connection.ts";
import type { ConnectionRow } from "./store.ts";

/** Without the secret, which is never told again. */
export function presentConnection(row: ConnectionRow): Connection {
  return {
    id: row.public_id,
    name: row.name,
    endpoint: row.endpoint,
    region: row.region,
    bucket: row.bucket,
    prefix: row.prefix,
    accessKeyId: row.access_key_id,
    isPathStyle: row.is_path_style,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
