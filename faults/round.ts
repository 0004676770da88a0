import { setTimeout as sleep } from "node:timers/promises";
import type { S3Proxy } from "#server/platform/storage/testing/s3-proxy.ts";
import { brancher } from "./actors/brancher.ts";
import { chunker } from "./actors/chunker.ts";
import { committer } from "./actors/committer.ts";
import { keeper } from "./actors/keeper.ts";
import { purger } from "./actors/purger.ts";
import { reader } from "./actors/reader.ts";
import { type Actor, perform } from "./actors/scene.ts";
import { uploader } from "./actors/uploader.ts";
import type { Gallery } from "./gallery/gallery.ts";
import type { Fault } from "./kinds.ts";
import type { World } from "./model/world.ts";
import type { Random } from "./random.ts";

/** Who works at the same time. */
const CAST: readonly (readonly [name: string, actor: Actor])[] = [
  ["committer-1", committer],
  ["committer-2", committer],
  ["committer-3", committer],
  ["uploader-1", uploader],
  ["uploader-2", uploader],
  ["chunker-1", chunker],
  ["chunker-2", chunker],
  ["brancher", brancher],
  ["keeper-1", keeper],
  ["keeper-2", keeper],
  ["purger", purger],
  ["reader", reader],
];

/** On a slow machine the fault waits until there is something to lose. */
const LEAST_ACKNOWLEDGED = 20;
const ACKNOWLEDGED_WITHIN_MS = 60_000;
const LOAD_MS = { least: 500, most: 3000 };

export type Stage = {
  gallery: Gallery;
  world: World;
  fault: Fault;
  /** The way to the bucket, where there is one. */
  way: S3Proxy | undefined;
  random: Random;
  name: string;
};

/** Everybody works, the collector too; at some moment the fault strikes. Then all has ended. */
export async function playRound({
  gallery,
  world,
  fault,
  way,
  random,
  name,
}: Stage): Promise<void> {
  let isOver = false;
  let isStruck = false;
  const endLoad = () => {
    isOver = true;
  };
  const before = world.counts.acknowledged;
  const performances = CAST.map(([role, actor]) =>
    perform(actor, {
      world,
      caller: gallery.caller,
      random: random.fork(role),
      name: `${name}-${role}`,
      isOver: () => isOver,
      mayFail: () => isStruck && fault.mayFail,
    }),
  );
  gallery.startCollector();
  const played = Promise.all(performances);
  played.catch(endLoad);
  await sleep(random.int(LOAD_MS.least, LOAD_MS.most));
  await untilAcknowledged(world, before + LEAST_ACKNOWLEDGED);
  isStruck = true;
  try {
    await fault.strike({ gallery, world, way, random: random.fork("fault"), endLoad });
  } finally {
    endLoad();
    await gallery.close();
  }
  await played;
}

async function untilAcknowledged(world: World, count: number): Promise<void> {
  const until = Date.now() + ACKNOWLEDGED_WITHIN_MS;
  while (world.counts.acknowledged < count && Date.now() < until) await sleep(20);
}
