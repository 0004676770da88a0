import * as endpoints from "#contract/accounts/notice-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { countUnreadNotices } from "./count-unread-notices.ts";
import { listNotices } from "./list-notices.ts";
import { markAllNoticesRead, markNoticesRead } from "./mark-notices-read.ts";
import { getNoticeSettings, setNoticeSettings } from "./notice-settings.ts";

export function noticeRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.listNotices, ({ ctx, query }) => listNotices(ctx, query));
  mount(endpoints.countUnreadNotices, ({ ctx }) => countUnreadNotices(ctx));
  mount(endpoints.markNoticesRead, ({ ctx, body }) => markNoticesRead(ctx, body.ids));
  mount(endpoints.markAllNoticesRead, ({ ctx, body }) => markAllNoticesRead(ctx, body.upTo));
  mount(endpoints.getNoticeSettings, ({ ctx }) => getNoticeSettings(ctx));
  mount(endpoints.setNoticeSettings, ({ ctx, body }) => setNoticeSettings(ctx, body));
}
