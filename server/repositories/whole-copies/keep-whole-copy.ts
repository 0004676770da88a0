import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { type Content, findStoredByIds } from "../store/contents.ts";
import { findIdleCopies, insertCopy, removeCopy, sumCopies } from "../store/whole-copies.ts";
import { readChunked } from "../xorbs/read-chunked.ts";

/** A copy takes no more than this part of what the disk has left. */
const PART_OF_FREE = 1 / 4;
/** Only what nobody has read for so long makes room for another, so that copies do not take turns. */
const IDLE_MS = 86_400_000;
const BATCH = 100;

type CopyContext = Pick<Context, "config" | "db" | "store" | "now">;

/**
 * Keeps a chunked content whole beside its chunks, where the limit and the disk leave room for it:
 * put together, checked against its hash and durable before anybody reads it.
 * @returns whether it is kept.
 */
export async function keepWholeCopy(
  ctx: CopyContext,
  contentId: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const [content] = await findStoredByIds(ctx.db, [contentId]);
  if (content?.layout !== "chunked" || content.objectKey !== null) return false;
  if (!(await makeRoom(ctx, content))) return false;
  const { sha256, sizeBytes } = content;
  const abort = signal === undefined ? {} : { signal };
  const { key: objectKey } = await ctx.store.write(readChunked(ctx, content, abort), {
    expectedSha256: sha256,
    expectedSizeBytes: sizeBytes,
    ...abort,
  });
  const copy = { contentId, objectKey, sizeBytes, at: ctx.now() };
  const isKept = await withTransaction(ctx.db, (trx) => insertCopy(trx, copy));
  if (!isKept) await ctx.store.remove(objectKey);
  return isKept;
}

/** Copies that are idle go, as many as must. @returns whether there is room then. */
async function makeRoom(
  { config, db, store, now }: CopyContext,
  { sizeBytes }: Pick<Content, "sizeBytes">,
): Promise<boolean> {
  if (sizeBytes > config.limits.wholeCopyBytes) return false;
  const freeBytes = (await store.freeBytes?.()) ?? Number.POSITIVE_INFINITY;
  if (sizeBytes > freeBytes * PART_OF_FREE) return false;
  let excess = (await sumCopies(db)) + sizeBytes - config.limits.wholeCopyBytes;
  const unreadSince = new Date(now().getTime() - IDLE_MS);
  while (excess > 0) {
    const idle = await findIdleCopies(db, { unreadSince, limit: BATCH });
    if (idle.length === 0) return false;
    for (const copy of idle) {
      if (excess <= 0) break;
      await withTransaction(db, (trx) => removeCopy(trx, copy));
      excess -= copy.sizeBytes;
    }
  }
  return true;
}
