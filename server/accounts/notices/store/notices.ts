import { sql } from "kysely";
import type { NoticeKind } from "#contract/accounts/notice.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

type NewNotices = {
  recipients: readonly { accountId: number; publicId: string }[];
  kind: NoticeKind;
  params: Record<string, string>;
  path: string;
};

/** Writes one notice for each recipient who is active, and answers their ids. */
export async function insertNotices(
  trx: DatabaseTransaction,
  { recipients, kind, params, path }: NewNotices,
): Promise<number[]> {
  const accountIds = recipients.map(({ accountId }) => accountId);
  const publicIds = recipients.map(({ publicId }) => publicId);
  const { rows } = await sql<{ id: number }>`
    insert into notices (public_id, account_id, kind, params, path, created_at)
    select told.public_id, accounts.id, ${kind}, ${JSON.stringify(params)}::jsonb, ${path}, now()
    from unnest(${accountIds}::bigint[], ${publicIds}::text[]) as told (account_id, public_id)
    join accounts on accounts.id = told.account_id and accounts.state = 'active'
    order by accounts.id
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** Puts the mails of notices into the outbox: of those who want mails, or of everybody. */
export async function queueMails(
  trx: DatabaseTransaction,
  { noticeIds, toEverybody }: { noticeIds: readonly number[]; toEverybody: boolean },
): Promise<void> {
  if (noticeIds.length === 0) return;
  await sql`
    insert into notice_mails (notice_id, next_attempt_at)
    select notices.id, now()
    from notices join accounts on accounts.id = notices.account_id
    where notices.id = any(${noticeIds}::bigint[]) and (accounts.mails_notices or ${toEverybody})
  `.execute(trx);
}

const COLUMNS = ["id", "public_id", "kind", "params", "path", "created_at", "read_at"] as const;

/** Newest first; one more than the limit. */
export function listNoticesOf(
  db: Database,
  accountId: number,
  page: { onlyUnread: boolean; before: number | null; limit: number },
) {
  return db
    .selectFrom("notices")
    .select(COLUMNS)
    .where("account_id", "=", accountId)
    .$if(page.onlyUnread, (query) => query.where("read_at", "is", null))
    .$if(page.before !== null, (query) => query.where("id", "<", page.before))
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
}

export async function countUnread(
  db: Database,
  { accountId, limit }: { accountId: number; limit: number },
): Promise<number> {
  const { unread } = await db
    .selectFrom((query) =>
      query
        .selectFrom("notices")
        .select("id")
        .where("account_id", "=", accountId)
        .where("read_at", "is", null)
        .limit(limit)
        .as("counted"),
    )
    .select(({ fn }) => fn.countAll<number>().as("unread"))
    .executeTakeFirstOrThrow();
  return unread;
}

/** Marks one's own notices among those named; ids of others change nothing. */
export async function markRead(
  db: Database,
  { accountId, publicIds, at }: { accountId: number; publicIds: readonly string[]; at: Date },
): Promise<void> {
  await db
    .updateTable("notices")
    .set({ read_at: at })
    .where("public_id", "in", [...publicIds])
    .where("account_id", "=", accountId)
    .where("read_at", "is", null)
    .execute();
}

/** Marks all of one's own that are not newer than the one named; false: there is no such one. */
export async function markReadUpTo(
  db: Database,
  { accountId, publicId, at }: { accountId: number; publicId: string; at: Date },
): Promise<boolean> {
  const newest = await db
    .selectFrom("notices")
    .select("id")
    .where("public_id", "=", publicId)
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  if (newest === undefined) return false;
  await db
    .updateTable("notices")
    .set({ read_at: at })
    .where("account_id", "=", accountId)
    .where("id", "<=", newest.id)
    .where("read_at", "is", null)
    .execute();
  return true;
}

/** Removes a batch of notices, read or not, that are older; answers how many those were. */
export async function removeNoticesBefore(
  db: Database,
  { before, limit }: { before: Date; limit: number },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("notices")
    .where("id", "in", (query) =>
      query
        .selectFrom("notices")
        .select("id")
        .where("created_at", "<", before)
        .orderBy("created_at")
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

export async function readMailSwitch(db: Database, accountId: number): Promise<boolean> {
  const { mails_notices } = await db
    .selectFrom("accounts")
    .select("mails_notices")
    .where("id", "=", accountId)
    .executeTakeFirstOrThrow();
  return mails_notices;
}

export async function updateMailSwitch(
  db: Database,
  { accountId, mailsNotices }: { accountId: number; mailsNotices: boolean },
): Promise<void> {
  await db
    .updateTable("accounts")
    .set({ mails_notices: mailsNotices })
    .where("id", "=", accountId)
    .execute();
}
