/**
 * The collector as a process of its own, beside the server on the same database and store: at short
 * intervals until it is ended, or once.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { collectStorage } from "#server/repositories/collecting/collect-storage.ts";
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
export type CollectOutput = {
  gitObjects: number;
  packs: number;
  contents: number;
  objects: number;
  orphans: number;
};

const INTERVAL_MS = 150;
/** Longer than the shortest that the collector of orphans accepts. */
const ORPHAN_GRACE_MS = 2 * 3_600_000;

const input = JSON.parse(process.argv[2] ?? "") as CollectInput;
const output = await runAsOperator(process.env, async (ctx) => {
  const sum: CollectOutput = { gitObjects: 0, packs: 0, contents: 0, objects: 0, orphans: 0 };
  const at = (time: () => number, collectGraceMs: number) => ({
    ...ctx,
    now: () => new Date(time()),
    config: { ...ctx.config, collectGraceMs },
  });
  // Once: on a gallery at rest, where nothing has to be waited for.
  const early = input.isRepeated ? 0 : ctx.config.collectGraceMs + 1000;
  const forStorage = at(() => Date.now() + early, ctx.config.collectGraceMs);
  const forOrphans = at(() => input.orphansBefore + ORPHAN_GRACE_MS, ORPHAN_GRACE_MS);
  do {
    const { gitObjects, packs, contents, objects } = await collectStorage(forStorage);
    const { orphans } = await collectOrphans(forOrphans);
    sum.gitObjects += gitObjects;
    sum.packs += packs;
    sum.contents += contents;
    sum.objects += objects;
    sum.orphans += orphans;
    if (input.isRepeated) await sleep(INTERVAL_MS);
  } while (input.isRepeated);
  return sum;
});
process.stdout.write(JSON.stringify(output));
