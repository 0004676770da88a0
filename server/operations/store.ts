import { sql } from "kysely";
import type { Database } from "../platform/database/index.ts";

type PageOptions = { before: number | null; limit: number };

export function listMails(db: Database, { before, limit }: PageOptions) {
  return db
    .selectFrom("captured_mails")
    .selectAll()
    .$if(before !== null, (query) => query.where("id", "<", before))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export function listAudit(db: Database, { before, limit }: PageOptions) {
  return db
    .selectFrom("audit_events")
    .leftJoin("namespaces", "namespaces.id", "audit_events.account_id")
    .select([
      "audit_events.id",
      "namespaces.name as account",
      "action",
      "subject",
      "details",
      "ip_address",
      "audit_events.created_at",
    ])
    .$if(before !== null, (query) => query.where("audit_events.id", "<", before))
    .orderBy("audit_events.id", "desc")
    .limit(limit)
    .execute();
}

/** Fails when the database does not answer. */
export function askDatabase(db: Database) {
  return sql`select 1`.execute(db);
}
