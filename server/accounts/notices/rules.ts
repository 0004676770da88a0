import type { NoticeKind } from "#contract/accounts/notice.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Notices are kept for so long, read or not. */
export const NOTICE_LIFETIME_MS = 180 * DAY_MS;

/** With the waits between them: given up after a day and a half. */
export const MAX_ATTEMPTS = 10;
const FIRST_WAIT_MS = 5 * MINUTE_MS;
const LONGEST_WAIT_MS = 6 * HOUR_MS;

/** When a mail is tried again whose attempt of this number failed: 5, 10, 20 … minutes later. */
export function nextAttemptAt(now: Date, attempt: number): Date {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return new Date(now.getTime() + wait);
}

const ALWAYS_MAILED: ReadonlySet<NoticeKind> = new Set<NoticeKind>(["scan-failed"]);

/** ACC-6: mailed whatever the account has chosen. */
export function isAlwaysMailed(kind: NoticeKind): boolean {
  return ALWAYS_MAILED.has(kind);
}
