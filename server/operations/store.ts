import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../platform/database/index.ts";

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

export async function removeCapturedMails(
  trx: DatabaseTransaction,
  recipient: string,
): Promise<void> {
  await trx.deleteFrom("captured_mails").where("recipient", "=", recipient).execute();
}

type AuditFilter = PageOptions & {
  /** What the action begins with; empty: any. */
  action: string;
  accountId: number | null;
  from: Date | null;
  to: Date | null;
};

export function listAudit(
  db: Database,
  { before, limit, action, accountId, from, to }: AuditFilter,
) {
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
    .$if(action !== "", (query) => query.where("action", "like", prefixPattern(action)))
    .$if(accountId !== null, (query) => query.where("account_id", "=", accountId))
    .$if(from !== null, (query) => query.where("audit_events.created_at", ">=", from ?? NEVER))
    .$if(to !== null, (query) => query.where("audit_events.created_at", "<", to ?? NEVER))
    .orderBy("audit_events.id", "desc")
    .limit(limit)
    .execute();
}

const NEVER = new Date(0);

/** A pattern for what begins with the text, taking its `%`, `_` and `\` as they are. */
function prefixPattern(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** Steps from one action to the next over the index, however many events there are of each. */
export async function listAuditedActions(db: Database): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    with recursive known as (
      (select action from audit_events order by action using ~<~ limit 1)
      union all
      select (select a.action from audit_events a where a.action ~>~ known.action
        order by a.action using ~<~ limit 1)
      from known where known.action is not null
    )
    select action from known where action is not null`.execute(db);
  return rows.map(({ action }) => action);
}

/** Fails when the database does not answer. */
export function askDatabase(db: Database) {
  return sql`select 1`.execute(db);
}
