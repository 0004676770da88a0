import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import {
  findReferencedKeys,
  markUnreferenced,
  removeDoomed,
  removeOldUploadRecords,
} from "../store/collection.ts";

const BATCH = 200;

/** Whatever the grace time: an object is stored before the transaction that names it commits. */
const ORPHAN_GRACE_MS = 3_600_000;

export type Collected = { contents: number; orphans: number };

/**
 * Frees what nothing references and nobody has wanted for the grace time, while the server works:
 * contents without a repository, packs of deleted repositories, and objects that a crash left
 * between the store and the database. A content that is uploaded again meanwhile is revived.
 */
export async function collectContents(ctx: Context, signal?: AbortSignal): Promise<Collected> {
  const { collectGraceMs } = ctx.config;
  const ago = (ageMs: number) => new Date(ctx.now().getTime() - ageMs);
  await removeOldUploadRecords(ctx.db);
  const contents = await freeContents(ctx, ago(collectGraceMs), signal);
  const orphans = await freeOrphans(ctx, ago(Math.max(collectGraceMs, ORPHAN_GRACE_MS)), signal);
  return { contents, orphans };
}

async function freeContents(
  { db, store }: Context,
  unwantedSince: Date,
  signal: AbortSignal | undefined,
): Promise<number> {
  let freed = 0;
  while (signal?.aborted !== true) {
    const doomed = await withTransaction(db, (trx) =>
      markUnreferenced(trx, { unwantedSince, limit: BATCH }),
    );
    for (const content of doomed) {
      if (content.objectKey !== null) await store.remove(content.objectKey);
      if (await removeDoomed(db, content)) freed += 1;
    }
    if (doomed.length < BATCH) break;
  }
  return freed;
}

/** Packs go here too: their rows go with the repository, their objects are then orphans. */
async function freeOrphans(
  { db, store }: Context,
  storedBefore: Date,
  signal: AbortSignal | undefined,
): Promise<number> {
  let freed = 0;
  let keys: string[] = [];
  const freeBatch = async () => {
    const referenced = await findReferencedKeys(db, keys);
    for (const key of keys.filter((candidate) => !referenced.has(candidate))) {
      await store.remove(key);
      freed += 1;
    }
    keys = [];
  };
  for await (const { key, storedAt } of store.list()) {
    if (signal?.aborted === true) break;
    if (storedAt < storedBefore) keys.push(key);
    if (keys.length === BATCH) await freeBatch();
  }
  await freeBatch();
  return freed;
}
