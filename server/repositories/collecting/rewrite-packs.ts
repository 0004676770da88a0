import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { writePack } from "../commits/write-pack.ts";
import { doomObject } from "../store/doomed-objects.ts";
import { countOut } from "../store/ledger.ts";
import type { PackedBlob } from "../store/objects.ts";
import {
  findStalePacks,
  hasPack,
  listPacked,
  type Pack,
  removePack,
  replacePack,
} from "../store/packs.ts";
import * as repositories from "../store/repositories.ts";

const BATCH = 20;

/**
 * Writes packs anew without the bytes of blobs that were swept or purged. The old object is removed
 * after the grace time: somebody may be reading another of its files.
 */
export async function rewritePacks(
  ctx: Pick<Context, "db" | "store">,
  signal?: AbortSignal,
): Promise<{ packs: number }> {
  let packs = 0;
  let after = 0;
  while (signal?.aborted !== true) {
    const stale = await findStalePacks(ctx.db, { after, limit: BATCH });
    for (const pack of stale) {
      if (await rewritePack(ctx, pack)) packs += 1;
      after = pack.id;
    }
    if (stale.length < BATCH) break;
  }
  return { packs };
}

type NewPack = { objectKey: string; sizeBytes: number; blobs: PackedBlob[] };

async function rewritePack(ctx: Pick<Context, "db" | "store">, pack: Pack): Promise<boolean> {
  const blobs = await listPacked(ctx.db, pack.id);
  const written = blobs.length === 0 ? null : await copyBlobs(ctx, pack, blobs);
  const isDone = await withTransaction(ctx.db, async (trx) => {
    const repository = await repositories.lock(trx, pack.repositoryId);
    const left = await listPacked(trx, pack.id);
    // Swept once more meanwhile: the next run sees what is left.
    if (repository === undefined || left.length !== blobs.length) return false;
    // Another collector has done it: what it freed is counted once.
    if (!(await hasPack(trx, pack.id))) return false;
    if (written === null) await removePack(trx, pack.id);
    else await replacePack(trx, pack, written);
    await doomObject(trx, pack.objectKey);
    const gitBytes = pack.sizeBytes - (written?.sizeBytes ?? 0);
    await countOut(trx, repository, { contentIds: [], gitBytes });
    return true;
  });
  if (!isDone && written !== null) await ctx.store.remove(written.objectKey);
  return isDone;
}

function copyBlobs(
  { store }: Pick<Context, "store">,
  { objectKey }: Pack,
  blobs: readonly PackedBlob[],
): Promise<NewPack> {
  const copies = blobs.map(({ oid, sizeBytes, packOffset: start }) => ({
    oid,
    state: { sizeBytes, pointer: undefined },
    read: () => store.read(objectKey, { start, end: start + sizeBytes }),
  }));
  return writePack(store, copies);
}
