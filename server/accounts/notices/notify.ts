import type { NoticeKind } from "#contract/accounts/notice.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import { plainParams } from "./plain-text.ts";
import { isAlwaysMailed } from "./rules.ts";
import { insertNotices, queueMails } from "./store/notices.ts";

/** Recipients that one statement writes. */
const BATCH = 1000;

export type NewNotice = {
  /** Accounts; those that are suspended or deleted are passed over. */
  to: readonly number[];
  kind: NoticeKind;
  /** What the text of the kind names, in plain words; see `texts/`. */
  params: Record<string, string>;
  /** The page of the gallery it leads to: `/owner/name`. */
  path: string;
};

/**
 * ACC-5, ACC-6: tells accounts what happened, if and only if the transaction commits. Those who want
 * mails get one soon afterwards, unless they have read the notice by then.
 */
export async function notify(trx: DatabaseTransaction, notice: NewNotice): Promise<void> {
  const { kind, path } = notice;
  if (!/^\/(?![/\\])/u.test(path)) throw new Error(`${path} is no path of this gallery`);
  const recipients = [...new Set(notice.to)];
  const params = plainParams(notice.params);
  for (let from = 0; from < recipients.length; from += BATCH) {
    const batch = recipients.slice(from, from + BATCH).map((accountId) => ({
      accountId,
      publicId: newPublicId(),
    }));
    const noticeIds = await insertNotices(trx, { recipients: batch, kind, params, path });
    await queueMails(trx, { noticeIds, toEverybody: isAlwaysMailed(kind) });
  }
}
