import { sql } from "kysely";
import type { NoticeKind } from "#contract/accounts/notice.ts";
import type { Database } from "../../../platform/database/index.ts";

export type DueMail = {
  noticeId: number;
  /** This one included. */
  attempts: number;
  kind: NoticeKind;
  params: Record<string, string>;
  path: string;
  email: string;
  language: string;
  isRead: boolean;
  /** The account is neither suspended nor deleted. */
  isActive: boolean;
};

/**
 * Takes the mail that has waited longest, so that no other process sends it meanwhile.
 * @param retryAt when it is due again, should this process never say what became of it.
 */
export async function claimMail(
  db: Database,
  { now, retryAt }: { now: Date; retryAt: Date },
): Promise<DueMail | undefined> {
  const { rows } = await sql<DueMail>`
    with claimed as (
      update notice_mails set attempts = attempts + 1, next_attempt_at = ${retryAt}
      where notice_id = (
        select notice_id from notice_mails
        where state = 'waiting' and next_attempt_at <= ${now}
        order by next_attempt_at limit 1
        for update skip locked
      )
      returning notice_id, attempts
    )
    select claimed.notice_id as "noticeId", claimed.attempts, notices.kind, notices.params,
      notices.path, accounts.email, accounts.language,
      notices.read_at is not null as "isRead", accounts.state = 'active' as "isActive"
    from claimed
    join notices on notices.id = claimed.notice_id
    join accounts on accounts.id = notices.account_id`.execute(db);
  return rows[0];
}

export async function markSent(
  db: Database,
  { noticeId, at }: { noticeId: number; at: Date },
): Promise<void> {
  await db
    .updateTable("notice_mails")
    .set({ state: "sent", sent_at: at, last_error: null })
    .where("notice_id", "=", noticeId)
    .execute();
}

/** @param retryAt null: it is given up. */
export async function markFailed(
  db: Database,
  { noticeId, error, retryAt }: { noticeId: number; error: string; retryAt: Date | null },
): Promise<void> {
  await db
    .updateTable("notice_mails")
    .set({
      last_error: error,
      ...(retryAt === null ? { state: "failed" } : { next_attempt_at: retryAt }),
    })
    .where("notice_id", "=", noticeId)
    .execute();
}

/** A mail that nobody needs any more. */
export async function removeMail(db: Database, noticeId: number): Promise<void> {
  await db.deleteFrom("notice_mails").where("notice_id", "=", noticeId).execute();
}
