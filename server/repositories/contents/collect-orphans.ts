import type { Context } from "../../context.ts";
import { findReferencedKeys } from "../store/collection.ts";

const BATCH = 200;

/** Whatever the grace time: an object is stored before the transaction that names it commits. */
const SHORTEST_GRACE_MS = 3_600_000;

/**
 * Frees objects of the store that nothing names: packs of deleted repositories, whose rows went
 * with them, and what a crash left between the store and the database.
 */
export async function collectOrphans(
  { config, db, store, now }: Context,
  signal?: AbortSignal,
): Promise<{ orphans: number }> {
  const graceMs = Math.max(config.collectGraceMs, SHORTEST_GRACE_MS);
  const storedBefore = new Date(now().getTime() - graceMs);
  let orphans = 0;
  let keys: string[] = [];
  const freeBatch = async () => {
    const referenced = await findReferencedKeys(db, keys);
    for (const key of keys.filter((candidate) => !referenced.has(candidate))) {
      await store.remove(key);
      orphans += 1;
    }
    keys = [];
  };
  for await (const { key, storedAt } of store.list()) {
    if (signal?.aborted === true) break;
    if (storedAt < storedBefore) keys.push(key);
    if (keys.length === BATCH) await freeBatch();
  }
  await freeBatch();
  return { orphans };
}
