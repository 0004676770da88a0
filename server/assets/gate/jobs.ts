import { z } from "zod";
import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { defineJob } from "../../platform/jobs/index.ts";
import { getRepositoryById } from "../../repositories/index.ts";
import { dismissAccount } from "./admit-account.ts";
import { dayOf, daysBetween, ENDING_NOTICE_MS, REMINDER_MS, statusAt } from "./rules.ts";
import { type DueRequest, listEnded, markExpired, takeEnding, takeWaiting } from "./store/due.ts";
import { readGate } from "./store/gates.ts";
import { findRequest } from "./store/requests.ts";
import { tellAccount, tellDeciders } from "./tell.ts";

const BATCH = 200;

const sweepJob = defineJob({
  name: "assets.sweep-access",
  schema: z.object({}),
  key: () => "all",
  cron: "* * * * *",
});

const remindJob = defineJob({
  name: "assets.remind-of-access",
  schema: z.object({}),
  key: () => "all",
  cron: "23 * * * *",
});

type SweepContext = Pick<Context, "db" | "now">;

export function handleGateJobs(ctx: Context): void {
  ctx.jobs.handle(sweepJob, () => endAccess(ctx));
  ctx.jobs.handle(remindJob, async () => {
    await remindOfEnds(ctx);
    await remindOfRequests(ctx);
  });
}

/**
 * Notes access that has ended. Its own grant ends by the clock; what it had opened to a subscriber
 * is taken back here, a minute later at most.
 */
export async function endAccess(ctx: SweepContext): Promise<void> {
  let ended: DueRequest[];
  do {
    ended = await listEnded(ctx.db, { now: ctx.now(), limit: BATCH });
    for (const { asset_id: assetId, account_id: accountId } of ended) {
      await withTransaction(ctx.db, async (trx) => {
        const key = { assetId, accountId };
        await readGate(trx, assetId);
        const row = await findRequest(trx, key);
        if (row === undefined || row.status !== "accepted") return;
        if (statusAt(row, ctx.now()) !== "expired") return;
        await markExpired(trx, key);
        await dismissAccount(trx, key);
      });
    }
  } while (ended.length === BATCH);
}

/** Tells accounts that their access ends soon: once for each time it was granted. */
export async function remindOfEnds(ctx: SweepContext): Promise<void> {
  let ending: DueRequest[];
  do {
    ending = await withTransaction(ctx.db, async (trx) => {
      const due = { now: ctx.now(), noticeMs: ENDING_NOTICE_MS, limit: BATCH };
      const taken = await takeEnding(trx, due);
      for (const { asset_id, account_id, valid_until } of taken) {
        await tellAccount(trx, await getRepositoryById(trx, asset_id), {
          to: account_id,
          kind: "usage-expiring",
          params: { date: dayOf(valid_until) },
        });
      }
      return taken;
    });
  } while (ending.length === BATCH);
}

/** Reminds those who decide of requests that have waited for long: one notice for each asset. */
export async function remindOfRequests(ctx: SweepContext): Promise<void> {
  let taken: number;
  do {
    taken = await withTransaction(ctx.db, async (trx) => {
      const now = ctx.now();
      const since = new Date(now.getTime() - REMINDER_MS);
      const waiting = await takeWaiting(trx, { now, since, limit: BATCH });
      for (const { asset_id, count, oldest_at } of waiting) {
        const params = { count: String(count), days: String(daysBetween(oldest_at, now)) };
        const repository = await getRepositoryById(trx, asset_id);
        await tellDeciders(trx, repository, { kind: "usage-reminder", params });
      }
      return waiting.reduce((sum, { count }) => sum + count, 0);
    });
  } while (taken === BATCH);
}
