import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { requireAccount } from "../require-account.ts";
import { countUnreadNotices } from "./count-unread-notices.ts";
import { markRead, markReadUpTo } from "./store/notices.ts";

/** Marks those of one's own among the named; what is of others or gone is passed over. */
export async function markNoticesRead(
  ctx: RequestContext,
  publicIds: readonly string[],
): Promise<{ unread: number }> {
  const { accountId } = requireAccount(ctx);
  await markRead(ctx.db, { accountId, publicIds, at: ctx.now() });
  return countUnreadNotices(ctx);
}

/**
 * Marks all that are not newer than one: what came in since it was shown stays unread.
 * @throws {Problem} `not-found` for a notice that is not one's own.
 */
export async function markAllNoticesRead(
  ctx: RequestContext,
  upTo: string,
): Promise<{ unread: number }> {
  const { accountId } = requireAccount(ctx);
  if (!(await markReadUpTo(ctx.db, { accountId, publicId: upTo, at: ctx.now() }))) {
    throw problem("not-found", { detail: "upTo: you have no such notice" });
  }
  return countUnreadNotices(ctx);
}
