import { takePoints } from "../platform/rate-limit/index.ts";
import type { SignedIn } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";

const HOUR_MS = 3_600_000;
/** New threads of one account in an hour, over all repositories. */
const THREADS = 30;
/** Everything else that one account writes in an hour. */
const WORDS = 300;

/** PLT-7. Call it before the transaction. @throws {Problem} `rate-limited`. */
export async function limitThreads(ctx: RequestContext, viewer: SignedIn): Promise<void> {
  const key = `threads account ${viewer.accountId}`;
  await takePoints(ctx.db, ctx.now(), [{ key, points: THREADS, windowMs: HOUR_MS }]);
}

/** As `limitThreads`, for comments, edits and changes of a state. */
export async function limitWords(ctx: RequestContext, viewer: SignedIn): Promise<void> {
  const key = `words account ${viewer.accountId}`;
  await takePoints(ctx.db, ctx.now(), [{ key, points: WORDS, windowMs: HOUR_MS }]);
}
