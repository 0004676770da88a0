import { z } from "zod";
import type { Context } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { defineJob } from "../platform/jobs/index.ts";
import { refreshTiers } from "./search/store/tiers.ts";
import { flushCounters } from "./store/counters.ts";

const BATCH = 500;

export const flushCountersJob = defineJob({
  name: "assets.flush-counters",
  schema: z.object({}),
  cron: "* * * * *",
  timeoutSeconds: 60,
});

export const refreshTiersJob = defineJob({
  name: "assets.refresh-tiers",
  schema: z.object({}),
  cron: "*/10 * * * *",
  timeoutSeconds: 600,
});

/** Handlers of this word's jobs; call before jobs.start(). */
export function handleAssetJobs(ctx: Context): void {
  ctx.jobs.handle(flushCountersJob, () => flushAllCounters(ctx));
  ctx.jobs.handle(refreshTiersJob, async () => {
    await refreshTiers(ctx.db);
  });
}

/** Moves the changed counters to the search rows, a batch per transaction. */
export async function flushAllCounters(ctx: Context): Promise<void> {
  for (;;) {
    const flushed = await withTransaction(ctx.db, (trx) =>
      flushCounters(trx, { limit: BATCH, now: ctx.now() }),
    );
    if (flushed.length < BATCH) return;
  }
}
