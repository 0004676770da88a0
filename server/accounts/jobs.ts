import { z } from "zod";
import type { Context } from "../context.ts";
import { defineJob } from "../platform/jobs/index.ts";
import { sweepRateLimits } from "../platform/rate-limit/index.ts";
import { removeExpiredJourneys } from "./external/store/departures.ts";
import { handleNoticeJobs } from "./notices/jobs.ts";
import { removeExpiredCodes } from "./onboarding/store.ts";
import { removeExpiredSessions } from "./store/sessions.ts";
import { removeExpiredTokens } from "./store/tokens.ts";

const sweepCredentials = defineJob({
  name: "accounts.sweep-credentials",
  schema: z.object({}),
  key: () => "all",
  cron: "17 * * * *",
});

/** Handlers of this word's jobs; call before `jobs.start()`. */
export function handleAccountJobs(ctx: Context): void {
  ctx.jobs.handle(sweepCredentials, () => sweepExpired(ctx));
  handleNoticeJobs(ctx);
}

/** Removes sessions, exchanged tokens, codes and rate limits that are over. They count no more anyway. */
export async function sweepExpired(ctx: Pick<Context, "db" | "now">): Promise<void> {
  const now = ctx.now();
  await removeExpiredSessions(ctx.db, now);
  await removeExpiredTokens(ctx.db, now);
  await sweepRateLimits(ctx.db, now);
  await removeExpiredCodes(ctx.db, now);
  await removeExpiredJourneys(ctx.db, now);
}
