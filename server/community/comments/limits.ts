import type { SignedIn } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { takePoints } from "../../platform/rate-limit/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Comments and edits of one account, over all assets. */
const COMMENTS_A_MINUTE = 10;
const COMMENTS_AN_HOUR = 100;
/** Likes given and taken back. */
const LIKES_A_MINUTE = 120;

/** PLT-7. Call it before the transaction. @throws {Problem} `rate-limited`. */
export async function limitComments(ctx: RequestContext, { accountId }: SignedIn): Promise<void> {
  const key = `comments account ${accountId}`;
  await takePoints(ctx.db, ctx.now(), [
    { key: `${key} minute`, points: COMMENTS_A_MINUTE, windowMs: MINUTE_MS },
    { key: `${key} hour`, points: COMMENTS_AN_HOUR, windowMs: HOUR_MS },
  ]);
}

/** As `limitComments`, for likes. */
export async function limitLikes(ctx: RequestContext, { accountId }: SignedIn): Promise<void> {
  const key = `comment likes account ${accountId}`;
  await takePoints(ctx.db, ctx.now(), [{ key, points: LIKES_A_MINUTE, windowMs: MINUTE_MS }]);
}
