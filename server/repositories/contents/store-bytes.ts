import { hash } from "node:crypto";
import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import type { StoredObject } from "../../platform/storage/index.ts";
import type { Repository } from "../repository.ts";
import {
  type Content,
  recordUploads,
  refreshStoredByHashes,
  upsertContents,
} from "../store/contents.ts";

type StoreContext = Pick<Context, "db" | "store">;

/**
 * Makes contents of bytes that are in memory, many at once: verified, durable and each kept once when
 * this resolves. Bytes that came whole are their sender's, so that an equal content may be used.
 * @returns in the order of the files.
 */
export async function storeBytes(
  ctx: StoreContext,
  { namespaceId }: Pick<Repository, "namespaceId">,
  files: readonly Uint8Array[],
): Promise<Content[]> {
  const hashed = files.map((bytes) => ({ bytes, sha256: hash("sha256", bytes, "hex") }));
  const bySha256 = new Map(hashed.map((file) => [file.sha256, file]));
  const known = await withTransaction(ctx.db, async (trx) => {
    const found = await refreshStoredByHashes(trx, [...bySha256.keys()]);
    await recordUploads(trx, { namespaceId, contentIds: found.map(({ id }) => id) });
    return found;
  });
  for (const { sha256 } of known) bySha256.delete(sha256);
  const stored = await ctx.store.writeMany([...bySha256.values()]);
  const kept = await keepContents(ctx, stored, namespaceId);
  const contents = new Map([...known, ...kept].map((content) => [content.sha256, content]));
  return hashed.map(({ sha256 }) => {
    const content = contents.get(sha256);
    if (content === undefined) throw new Error(`${sha256} was stored and is not there`);
    return content;
  });
}

/** As `keepContent`, for many. */
async function keepContents(
  ctx: StoreContext,
  stored: readonly StoredObject[],
  namespaceId: number,
): Promise<Content[]> {
  if (stored.length === 0) return [];
  const contents = await withTransaction(ctx.db, async (trx) => {
    const kept = await upsertContents(trx, stored);
    await recordUploads(trx, { namespaceId, contentIds: kept.map(({ id }) => id) });
    return kept;
  });
  const used = new Set(contents.map(({ objectKey }) => objectKey));
  for (const { key } of stored) if (!used.has(key)) await ctx.store.remove(key);
  return contents;
}
