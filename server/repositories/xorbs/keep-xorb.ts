import type { Context } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import {
  type CheckedXorb,
  checkingXorb,
  ChunkTable,
  remainder,
} from "../../platform/formats/xet/index.ts";
import { type AskedChunk, insertAskedChunks, upsertXorb, type Xorb } from "../store/xorbs.ts";

/** One chunk of so many is asked for before it is sent. Source: xet specification, deduplication.md. */
const ASKED_ONE_OF = 1024;

/** A xorb whose bytes are in the store; it is one when a transaction has recorded it. */
export type StoredXorb = {
  chunks: ChunkTable;
  /** @param asked chunks that somebody may ask for, beside those that the protocol says. */
  record: (trx: DatabaseTransaction, asked?: readonly AskedChunk[]) => Promise<Xorb>;
  /** Whether it was new; removes its object when it was not, or was not recorded. */
  settle: () => Promise<boolean>;
};

/**
 * Streams a xorb into the store while it is checked: durable when this resolves.
 * @param accept looks at what was checked, before it counts as stored.
 * @throws {XetFormatError}; whatever the source and `accept` throw.
 */
export async function keepXorb(
  { store }: Pick<Context, "store">,
  source: AsyncIterable<Uint8Array>,
  { accept, signal }: { accept?: (xorb: CheckedXorb) => void; signal?: AbortSignal } = {},
): Promise<StoredXorb> {
  let checked: CheckedXorb | undefined;
  const checking = checkingXorb(source, (xorb) => {
    accept?.(xorb);
    checked = xorb;
  });
  const { key, sizeBytes } = await store.write(checking, {
    ownsChunks: true,
    needsSha256: false,
    ...(signal === undefined ? {} : { signal }),
  });
  if (checked === undefined) throw new Error("a xorb was stored without being checked");
  const { hash, table } = checked;
  const chunks = new ChunkTable(table);
  let kept: Xorb | undefined;
  return {
    chunks,
    async record(trx, asked = []) {
      const row = { hash, key, sizeBytes, chunks: table, chunkCount: chunks.count };
      const xorb = await upsertXorb(trx, row);
      await insertAskedChunks(trx, xorb.id, [...askedChunks(chunks), ...asked]);
      kept = xorb;
      return xorb;
    },
    async settle() {
      const isNew = kept?.objectKey === key;
      if (!isNew) await store.remove(key);
      return isNew;
    },
  };
}

function askedChunks(chunks: ChunkTable): AskedChunk[] {
  const asked: AskedChunk[] = [];
  for (let position = 0; position < chunks.count; position++) {
    const hash = chunks.hash(position);
    if (remainder(hash, ASKED_ONE_OF) === 0) asked.push({ hash, position });
  }
  return asked;
}
