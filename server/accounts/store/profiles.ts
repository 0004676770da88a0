import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";

/** What the public page of a person or organisation shows. Undefined for a deleted account. */
export function findProfile(db: Database, namespaceId: number) {
  return db
    .selectFrom("namespaces as n")
    .leftJoin("accounts as a", "a.id", "n.id")
    .leftJoin("organisations as o", "o.id", "n.id")
    .select(["n.id", "n.name", "n.kind", "n.created_at"])
    .select([
      sql<string>`coalesce(a.public_id, o.public_id)`.as("public_id"),
      sql<string>`coalesce(a.nickname, o.nickname)`.as("nickname"),
      sql<string>`coalesce(a.bio, o.bio)`.as("bio"),
    ])
    .select(["a.avatar_media_type", "a.avatar_version", "a.growth"])
    .where("n.id", "=", namespaceId)
    .where(sql<boolean>`coalesce(a.state, 'active') <> 'deleted'`)
    .executeTakeFirst();
}
