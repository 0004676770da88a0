import { randomBytes } from "node:crypto";
import type { RequestContext } from "../../context.ts";
import { hashUnderKey, writeXorbShard, type XetHash } from "../../platform/formats/xet/index.ts";
import type { Repository } from "../repository.ts";
import { findXorbsOfChunk } from "../store/xorbs.ts";
import { type OpenXorb, openUsableXorbs } from "./usable-xorbs.ts";

const HASH_BYTES = 32;
/** The xorbs are kept for as long as the files that were named to allow this answer. */
const LIFETIME_MS = 3_600_000;

/**
 * The xorbs in which a chunk lies, as a shard whose hashes are under a key of this answer: a client
 * recognises the chunks that it has. Chunks that the viewer may not name are left out of it by
 * random bytes in their place.
 * @returns undefined when the chunk is not there, or not theirs to know of.
 */
export async function findChunk(
  ctx: Pick<RequestContext, "db" | "viewer" | "now">,
  repository: Pick<Repository, "namespaceId">,
  chunk: XetHash,
): Promise<Buffer | undefined> {
  const hashes = await findXorbsOfChunk(ctx.db, chunk);
  if (hashes.length === 0) return undefined;
  const xorbs = await openUsableXorbs(ctx, repository, hashes);
  const allowed = [...xorbs.values()].filter((xorb) => mayKnow(xorb, chunk));
  if (allowed.length === 0) return undefined;
  const key = randomBytes(HASH_BYTES);
  const now = ctx.now();
  return writeXorbShard(
    allowed.map((xorb) => ({
      hash: xorb.hash,
      packedBytes: xorb.sizeBytes,
      chunks: hiddenChunks(xorb, key),
    })),
    { key, now, expiresAt: new Date(now.getTime() + LIFETIME_MS) },
  );
}

function mayKnow({ chunks, allows }: OpenXorb, wanted: XetHash): boolean {
  for (let first = 0; first < chunks.count; first++) {
    if (chunks.hash(first).equals(wanted)) return allows({ first, end: first + 1 });
  }
  return false;
}

function hiddenChunks({ chunks, allows }: OpenXorb, key: Buffer) {
  return Array.from({ length: chunks.count }, (_, first) => ({
    hash: allows({ first, end: first + 1 })
      ? hashUnderKey(chunks.hash(first), key)
      : randomBytes(HASH_BYTES),
    sizeBytes: chunks.sizeBytes(first),
  }));
}
