import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { MAX_PAGE_SIZE, PageQuery, pageOf } from "../paging.ts";
import { Notice, NoticeSettings, UnreadCount } from "./notice.ts";

const READ = { who: "signed-in", scope: "read" } as const;
const WRITE = { who: "signed-in", scope: "write" } as const;

export const listNotices = endpoint({
  id: "accounts.list-notices",
  method: "GET",
  path: "/me/notices",
  summary: "One's own notices, newest first",
  access: READ,
  query: PageQuery.extend({
    /** Only those that were not read yet. */
    unread: z.stringbool().default(false),
  }),
  answer: { status: 200, body: pageOf(Notice) },
});

export const countUnreadNotices = endpoint({
  id: "accounts.count-unread-notices",
  method: "GET",
  path: "/me/notices/unread-count",
  summary: "How many notices were not read yet",
  access: READ,
  answer: { status: 200, body: UnreadCount },
});

export const markNoticesRead = endpoint({
  id: "accounts.mark-notices-read",
  method: "POST",
  path: "/me/notices/read",
  summary: "Mark some notices as read",
  access: WRITE,
  body: z.object({ ids: z.array(z.string().max(64)).min(1).max(MAX_PAGE_SIZE) }),
  answer: { status: 200, body: UnreadCount },
});

export const markAllNoticesRead = endpoint({
  id: "accounts.mark-all-notices-read",
  method: "POST",
  path: "/me/notices/read-all",
  summary: "Mark all notices as read, up to the newest one that was seen",
  access: WRITE,
  body: z.object({ upTo: z.string().max(64) }),
  answer: { status: 200, body: UnreadCount },
});

export const getNoticeSettings = endpoint({
  id: "accounts.get-notice-settings",
  method: "GET",
  path: "/me/notice-settings",
  summary: "Whether one's notices are mailed",
  access: READ,
  answer: { status: 200, body: NoticeSettings },
});

export const setNoticeSettings = endpoint({
  id: "accounts.set-notice-settings",
  method: "PUT",
  path: "/me/notice-settings",
  summary: "Have notices mailed, or not",
  access: WRITE,
  body: NoticeSettings,
  answer: { status: 200, body: NoticeSettings },
});
