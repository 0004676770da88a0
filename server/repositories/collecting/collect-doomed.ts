import type { Context } from "../../context.ts";
import { findReferencedKeys } from "../store/collection.ts";
import { findDoomed, forgetDoomed } from "../store/doomed-objects.ts";

const BATCH = 200;

/** Removes objects of the store that were given up before the grace time. */
export async function collectDoomed(
  { config, db, store, now }: Pick<Context, "config" | "db" | "store" | "now">,
  signal?: AbortSignal,
): Promise<{ objects: number }> {
  const doomedBefore = new Date(now().getTime() - config.collectGraceMs);
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
