import { z } from "zod";
import type { Context } from "../context.ts";
import { defineJob } from "../platform/jobs/index.ts";
import { announceEnds } from "./announce-ends.ts";
import { expireSubscriptions } from "./expire-subscriptions.ts";

const followTime = defineJob({
  name: "subscriptions.follow-time",
  schema: z.object({}),
  key: () => "all",
  cron: "* * * * *",
  timeoutSeconds: 600,
});

/** Handlers of this word's jobs; call before `jobs.start()`. */
export function handleSubscriptionJobs(ctx: Context): void {
  ctx.jobs.handle(followTime, async () => {
    await expireSubscriptions(ctx);
    await announceEnds(ctx);
  });
}
