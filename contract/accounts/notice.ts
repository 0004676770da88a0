import { z } from "zod";
import { Timestamp } from "../fields.ts";

export const UNREAD_LIMIT = 1000;

/** ACC-6: what a notice is about. Each has a text in every language, on the page and for the mail. */
export const NOTICE_KINDS = [
  "review-requested",
  "review-approved",
  "review-rejected",
  "review-reopened",
  "scan-failed",
  "publish-failed",
  "usage-requested",
  "usage-approved",
  "usage-rejected",
  "usage-revoked",
  "usage-reminder",
  "usage-expiring",
  "usage-delegated",
  "quota-expiring",
  "quota-expired",
  "delivery-finished",
  "delivery-failed",
  "import-finished",
  "import-failed",
  "version-published",
  "discussion-comment",
  "comment-reply",
  "asset-comment",
  "asset-comment-reply",
  "comment-mention",
  "comment-moderated",
  "report-filed",
  "report-upheld",
  "report-dismissed",
  "listing-taken-down",
] as const;
export const NoticeKind = z.enum(NOTICE_KINDS);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** ACC-5: something that happened to what is one's own. */
export const Notice = z.object({
  id: z.string(),
  kind: NoticeKind,
  /** What the text of the kind names: asset, owner, account, reason, version, days, date. */
  params: z.record(z.string(), z.string()),
  /** The page it leads to, on this gallery. */
  path: z.string(),
  createdAt: Timestamp,
  readAt: Timestamp.nullable(),
});
export type Notice = z.infer<typeof Notice>;

/** Unread notices; more than `UNREAD_LIMIT` are not counted. */
export const UnreadCount = z.object({ unread: z.number().int().min(0).max(UNREAD_LIMIT) });

export const NoticeSettings = z.object({
  /** Whether notices are mailed as well; a failed security scan always is. */
  mailsNotices: z.boolean(),
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;
