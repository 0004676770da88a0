import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { ObjectId } from "../../platform/git/index.ts";
import { writePack } from "../commits/write-pack.ts";
import type { Repository } from "../repository.ts";
import { findObjects, insertObjects, insertPack, type PackedBlob } from "../store/objects.ts";
import { removePurged } from "../store/purges.ts";
import * as repositories from "../store/repositories.ts";
import type { PushedObject, PushedObjects } from "./pushed-objects.ts";

/** As in commits: larger blobs, and all beyond so many bytes, lie in one object of the store. */
const INLINE_BYTES = 16 * 1024;
const INLINE_TOTAL_BYTES = 64 * 1024 * 1024;
const LOOKED_UP_AT_ONCE = 5000;
const WRITTEN_AT_ONCE_BYTES = 8 * 1024 * 1024;
const WRITTEN_AT_ONCE = 2000;

/** What of a push is new here; its larger blobs are durable, and named by nothing yet. */
export type StagedPush = {
  inline: PushedObject[];
  pack: { objectKey: string; sizeBytes: number; blobs: PackedBlob[] } | null;
  /** Blobs that were purged once and come again. */
  revived: ObjectId[];
};

export async function stagePush(
  ctx: RequestContext,
  { id }: Pick<Repository, "id">,
  objects: PushedObjects,
): Promise<StagedPush> {
  const { fresh, revived } = await findFresh(ctx, id, [...objects.list()]);
  // In one order everywhere: two that bring the same objects wait for each other, once.
  fresh.sort((one, other) => (one.oid < other.oid ? -1 : 1));
  const inline: PushedObject[] = [];
  const packed: PushedObject[] = [];
  let inlineBytes = 0;
  for (const object of fresh) {
    const isSmall =
      object.sizeBytes <= INLINE_BYTES && inlineBytes + object.sizeBytes <= INLINE_TOTAL_BYTES;
    if (object.type === "blob" && !isSmall) packed.push(object);
    else inline.push(object);
    if (object.type === "blob" && isSmall) inlineBytes += object.sizeBytes;
  }
  const unpacked = packed.map((object) => ({
    oid: object.oid,
    state: { sizeBytes: object.sizeBytes, pointer: undefined },
    read: () => objects.read(object),
  }));
  const pack = unpacked.length === 0 ? null : await writePack(ctx.store, unpacked);
  return { inline, pack, revived };
}

async function findFresh(ctx: RequestContext, repositoryId: number, all: PushedObject[]) {
  const fresh: PushedObject[] = [];
  const revived: ObjectId[] = [];
  for (let start = 0; start < all.length; start += LOOKED_UP_AT_ONCE) {
    const batch = all.slice(start, start + LOOKED_UP_AT_ONCE);
    const stored = await findObjects(ctx.db, repositoryId, {
      oids: batch.map(({ oid }) => oid),
      bodyLimitBytes: 0,
    });
    const isPurged = new Map(stored.map((object) => [object.oid, object.isPurged]));
    for (const object of batch) {
      const known = isPurged.get(object.oid);
      if (known !== false) fresh.push(object);
      if (known === true) revived.push(object.oid);
    }
  }
  return { fresh, revived };
}

/**
 * Writes what was staged, before the repository is locked unless purged blobs come back.
 * @returns the bytes added.
 */
export async function insertPush(
  trx: DatabaseTransaction,
  { id }: Pick<Repository, "id">,
  { objects, staged }: { objects: PushedObjects; staged: StagedPush },
): Promise<number> {
  if (staged.revived.length > 0) await repositories.lock(trx, id);
  await removePurged(trx, id, staged.revived);
  let addedBytes = 0;
  for (const batch of batchesOf(staged.inline)) {
    const bodies = await Promise.all(
      batch.map(async ({ oid, type, ...place }) => {
        const isSmall = place.sizeBytes <= INLINE_BYTES;
        const body = isSmall
          ? objects.readSmall(place)
          : Buffer.concat(await Array.fromAsync(objects.read(place)));
        return { oid, type, body };
      }),
    );
    addedBytes += await insertObjects(trx, id, bodies);
  }
  if (staged.pack === null) return addedBytes;
  await insertPack(trx, id, staged.pack);
  return addedBytes + staged.pack.sizeBytes;
}

function* batchesOf(objects: readonly PushedObject[]): Generator<PushedObject[], void, undefined> {
  let batch: PushedObject[] = [];
  let batchBytes = 0;
  for (const object of objects) {
    batch.push(object);
    batchBytes += object.sizeBytes;
    if (batch.length < WRITTEN_AT_ONCE && batchBytes < WRITTEN_AT_ONCE_BYTES) continue;
    yield batch;
    batch = [];
    batchBytes = 0;
  }
  if (batch.length > 0) yield batch;
}
