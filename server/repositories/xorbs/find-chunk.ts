import { randomBytes } from "node:crypto";
import type { RequestContext } from "../../context.ts";
import { hashUnderKey, writeXorbShard, type XetHash } from "../../platform/formats/xet/index.ts";
import type { Repository } from "../repository.ts";
import { findXorbsBehind, findXorbsOfChunk } from "../store/xorbs.ts";
import { type OpenXorb, openUsableXorbs } from "./usable-xorbs.ts";

const HASH_BYTES = 32;
/** The xorbs are kept for as long as the files that were named to allow this answer. */
const LIFETIME_MS = 3_600_000;

/** Xorbs of one answer: 4 GiB of chunks, told in 3 MiB. */
const MOST_XORBS = 64;

/**
 * The xorbs in which a chunk lies and those of which files go on behind it, as a shard whose hashes
 * are under a key of this answer: a client recognises the chunks that it has. It asks for one chunk
 * of a thousand, so without the others it would send most of a file again. Chunks that the viewer
 * may not name are left out by random bytes in their place.
 * @returns undefined when the chunk is not there, or not theirs to know of.
 */
export async function findChunk(
  ctx: Pick<RequestContext, "db" | "viewer" | "now">,
  repository: Pick<Repository, "namespaceId">,
  chunk: XetHash,
): Promise<Buffer | undefined> {
  const found = await findXorbsOfChunk(ctx.db, chunk);
  if (found.length === 0) return undefined;
  const usable = await openUsableXorbs(
    ctx,
    repository,
    found.map(({ hash }) => hash),
  );
  const known = [...usable.values()].filter((xorb) => mayKnow(xorb, chunk));
  if (known.length === 0) return undefined;
  const behind = await findXorbsBehind(
    ctx.db,
    known.map(({ id }) => id),
    MOST_XORBS,
  );
  const others = await openUsableXorbs(ctx, repository, behind);
  const xorbs = new Map([...known, ...others.values()].map((xorb) => [xorb.id, xorb]));
  const allowed = [...xorbs.values()].filter(({ mayBeNamed }) => mayBeNamed);
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
