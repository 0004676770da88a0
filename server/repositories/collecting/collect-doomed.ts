import type { Context } from "../../context.ts";
import { findReferencedKeys } from "../store/collection.ts";
import { findDoomed, forgetDoomed } from "../store/doomed-objects.ts";

const BATCH = 200;
/** Long enough for whoever looked an object up to have opened it, or to be done with it. */
const LONGEST_GRACE_MS = 3_600_000;

/** Removes objects of the store that were given up an hour ago, or before a shorter grace time. */
export async function collectDoomed(
  { config, db, store, now }: Pick<Context, "config" | "db" | "store" | "now">,
  signal?: AbortSignal,
): Promise<{ objects: number }> {
  const doomedBefore = new Date(
    now().getTime() - Math.min(config.collectGraceMs, LONGEST_GRACE_MS),
  );
  let objects = 0;
  while (signal?.aborted !== true) {
    const keys = await findDoomed(db, { doomedBefore, limit: BATCH });
    // What a row names is not removed, whoever gave it up.
    const referenced = await findReferencedKeys(db, keys);
    for (const key of keys.filter((candidate) => !referenced.has(candidate))) {
      await store.remove(key);
      objects += 1;
    }
    await forgetDoomed(db, keys);
    if (keys.length < BATCH) break;
  }
  return { objects };
}
