import { z } from "zod";
import type { Context } from "../context.ts";
import { defineJob } from "../platform/jobs/index.ts";
import { announceEnds } from "./announce-ends.ts";
import { expireSubscriptions } from "./expire-subscriptions.ts";
import { settleLeavingAssets } from "./leaving/settle-leaving-assets.ts";

const followTime = defineJob({
  name: "subscriptions.follow-time",
  schema: z.object({}),
  key: () => "all",
  cron: "* * * * *",
  timeoutSeconds: 600,
});

/** ACC-11: at once when an account goes; again later for what was in the way, or has lost its last subscriber. */
export const settleLeaving = defineJob({
  name: "subscriptions.settle-leaving-assets",
  schema: z.object({}),
  key: () => "all",
  cron: "53 * * * *",
});

/** Handlers of this word's jobs; call before `jobs.start()`. */
export function handleSubscriptionJobs(ctx: Context): void {
  ctx.jobs.handle(followTime, async () => {
    await expireSubscriptions(ctx);
    await announceEnds(ctx);
  });
  ctx.jobs.handle(settleLeaving, (_, { signal }) => settleLeavingAssets(ctx, signal));
}
