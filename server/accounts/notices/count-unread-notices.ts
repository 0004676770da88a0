import { UNREAD_LIMIT } from "#contract/accounts/notice.ts";
import type { RequestContext } from "../../context.ts";
import { requireAccount } from "../require-account.ts";
import { countUnread } from "./store/notices.ts";

/** ACC-5: how many of one's notices are unread, counted as far as the limit. */
export async function countUnreadNotices(ctx: RequestContext): Promise<{ unread: number }> {
  const { accountId } = requireAccount(ctx);
  return { unread: await countUnread(ctx.db, { accountId, limit: UNREAD_LIMIT }) };
}
