import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { namespaceEdited } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { defineJob } from "../platform/jobs/index.ts";
import { handleCategoryJobs } from "./categories/jobs.ts";
import { handleGateJobs } from "./gate/jobs.ts";
import { refreshSearch } from "./refresh-search.ts";
import { dayOf } from "./rules.ts";
import { repairWords } from "./search/repair-words.ts";
import { countShelf } from "./search/store/shelf.ts";
import { refreshTiers } from "./search/store/tiers.ts";
import { listIdsOfNamespace } from "./store/assets.ts";
import { flushCounters } from "./store/counters.ts";
import { forgetInterests } from "./trending/store.ts";

const BATCH = 500;
/** How much longer the rest after a batch is than the batch. */
const RESTS = 3;
const MAX_REST_MS = 1000;

const flushCountersJob = defineJob({
  name: "assets.flush-counters",
  schema: z.object({}),
  cron: "* * * * *",
  timeoutSeconds: 60,
});

const refreshTiersJob = defineJob({
  name: "assets.refresh-tiers",
  schema: z.object({}),
  cron: "*/10 * * * *",
  timeoutSeconds: 600,
});

const repairWordsJob = defineJob({
  name: "assets.repair-words",
  schema: z.object({}),
  cron: "23 4 * * *",
});

const forgetInterestsJob = defineJob({
  name: "assets.forget-interests",
  schema: z.object({}),
  cron: "11 0 * * *",
});

/** Refreshes the search rows of an owner: people find assets by its nickname. */
const refreshOwnerJob = defineJob({
  name: "assets.refresh-owner",
  schema: z.object({ namespaceId: z.number() }),
  key: ({ namespaceId }) => String(namespaceId),
});

/** What this word does when it hears of events; call before events.start(). */
export function subscribeAssets(ctx: Context): void {
  ctx.events.subscribe(namespaceEdited, async (edited, { trx }) => {
    await ctx.jobs.enqueue(trx, refreshOwnerJob, edited);
  });
}

/** Handlers of this word's jobs; call before jobs.start(). */
export function handleAssetJobs(ctx: Context): void {
  handleCategoryJobs(ctx);
  handleGateJobs(ctx);
  ctx.jobs.handle(refreshOwnerJob, ({ namespaceId }) => refreshOwner(ctx, namespaceId));
  ctx.jobs.handle(flushCountersJob, () => flushAllCounters(ctx));
  ctx.jobs.handle(refreshTiersJob, async () => {
    await refreshTiers(ctx.db);
    await countShelf(ctx.db);
  });
  ctx.jobs.handle(forgetInterestsJob, () => forgetInterests(ctx.db, dayOf(ctx.now())));
  ctx.jobs.handle(repairWordsJob, () => repairWords(ctx.db));
}

/** A transaction for each batch: the asset after the last one is where the next begins. */
export async function refreshOwner(ctx: Context, namespaceId: number): Promise<void> {
  let after = 0;
  for (;;) {
    const ids = await listIdsOfNamespace(ctx.db, { namespaceId, after, limit: BATCH });
    await withTransaction(ctx.db, async (trx) => {
      for (const id of ids) await refreshSearch(trx, id);
    });
    after = ids.at(-1) ?? after;
    if (ids.length < BATCH) return;
  }
}

/**
 * Moves the changed counters to the ranks of the search, a batch per transaction, and rests between
 * two of them: what readers ask for meanwhile comes first.
 */
export async function flushAllCounters(ctx: Context): Promise<void> {
  for (;;) {
    const startedAt = performance.now();
    const flushed = await withTransaction(ctx.db, (trx) =>
      flushCounters(trx, { limit: BATCH, now: ctx.now() }),
    );
    if (flushed.length < BATCH) return;
    await sleep(Math.min(MAX_REST_MS, RESTS * (performance.now() - startedAt)));
  }
}
