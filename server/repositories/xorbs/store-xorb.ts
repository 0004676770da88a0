import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import {
  type CheckedXorb,
  checkingXorb,
  ChunkTable,
  hashText,
  MAX_XORB_BYTES,
  remainder,
  XetFormatError,
  type XetHash,
} from "../../platform/formats/xet/index.ts";
import type { ByteSource } from "../../platform/storage/index.ts";
import type { Repository } from "../repository.ts";
import { checkQuota } from "../storage/quota.ts";
import {
  type AskedChunk,
  insertAskedChunks,
  recordXorbUpload,
  upsertXorb,
} from "../store/xorbs.ts";
import { refuseFormat } from "./refuse-format.ts";

/** One chunk of so many is asked for before it is sent. Source: xet specification, deduplication.md. */
const ASKED_ONE_OF = 1024;

export type XorbUpload = {
  hash: XetHash;
  source: AsyncIterable<Uint8Array>;
  /** Where it is known. */
  sizeBytes: number | undefined;
  signal: AbortSignal;
};

/**
 * Streams a xorb into the store: every chunk unpacked and hashed, the hash it is sent under proved,
 * durable and kept once when this resolves. For 24 hours the repository's namespace may make files
 * of it. Its bytes are always looked at, also when they are stored: they are the proof of having
 * them.
 * @returns whether it was new.
 * @throws {Problem} `validation-failed`, `quota-exceeded`, `storage-full`; whatever the source throws.
 */
export async function storeXorb(
  ctx: RequestContext,
  repository: Repository,
  { hash, source, sizeBytes, signal }: XorbUpload,
): Promise<{ isNew: boolean }> {
  if (sizeBytes !== undefined) await checkQuota(ctx, repository, sizeBytes);
  let checked: CheckedXorb | undefined;
  const checking: ByteSource = checkingXorb(source, (xorb) => {
    if (!xorb.hash.equals(hash)) {
      throw new XetFormatError(`these chunks make the xorb ${hashText(xorb.hash)}`);
    }
    checked = xorb;
  });
  const stored = await refuseFormat(ctx.store.write(checking, { signal, ownsChunks: true }));
  if (checked === undefined) throw new Error("a xorb was stored without being checked");
  const { table } = checked;
  const kept = await withTransaction(ctx.db, async (trx) => {
    const chunks = new ChunkTable(table);
    const { key, sizeBytes: storedBytes } = stored;
    const row = { hash, key, sizeBytes: storedBytes, chunks: table, chunkCount: chunks.count };
    const xorb = await upsertXorb(trx, row);
    await recordXorbUpload(trx, { namespaceId: repository.namespaceId, xorbId: xorb.id });
    await insertAskedChunks(trx, xorb.id, askedChunks(chunks));
    return xorb;
  });
  const isNew = kept.objectKey === stored.key;
  if (!isNew) await ctx.store.remove(stored.key);
  return { isNew };
}

/** Bytes of a xorb's upload that are taken: its footer may come on top. */
export const XORB_BODY_LIMIT = MAX_XORB_BYTES + 1024 * 1024;

function askedChunks(chunks: ChunkTable): AskedChunk[] {
  const asked: AskedChunk[] = [];
  for (let position = 0; position < chunks.count; position++) {
    const hash = chunks.hash(position);
    if (remainder(hash, ASKED_ONE_OF) === 0) asked.push({ hash, position });
  }
  return asked;
}
