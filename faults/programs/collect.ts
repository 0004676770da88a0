/**
 * The collector as a process of its own, beside the server on the same database and store: at short
 * intervals until it is ended, or once.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { collectContents } from "#server/repositories/contents/collect-contents.ts";
import { collectOrphans } from "#server/repositories/contents/collect-orphans.ts";
import { runAsOperator } from "#server/run-as-operator.ts";

export type CollectInput = {
  /**
   * Objects that were stored before this time, in milliseconds, and that no row names are orphans:
   * whoever stored them runs no more.
   */
  orphansBefore: number;
  isRepeated: boolean;
};
export type CollectOutput = { contents: number; orphans: number };

const INTERVAL_MS = 150;
/** Longer than the shortest that the collector of orphans accepts. */
const ORPHAN_GRACE_MS = 2 * 3_600_000;

const input = JSON.parse(process.argv[2] ?? "") as CollectInput;
const output = await runAsOperator(process.env, async (ctx) => {
  const sum: CollectOutput = { contents: 0, orphans: 0 };
  // So that its grace time ends exactly there, without a wait of hours.
  const now = () => new Date(input.orphansBefore + ORPHAN_GRACE_MS);
  const forOrphans = { ...ctx, now, config: { ...ctx.config, collectGraceMs: ORPHAN_GRACE_MS } };
  do {
    sum.contents += (await collectContents(ctx)).contents;
    sum.orphans += (await collectOrphans(forOrphans)).orphans;
    if (input.isRepeated) await sleep(INTERVAL_MS);
  } while (input.isRepeated);
  return sum;
});
process.stdout.write(JSON.stringify(output));
