import type { Context } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import {
  type ChunkList,
  ChunkTable,
  cutIntoChunks,
  hashFileOfTree,
  MerkleTree,
  type XetHash,
} from "../../platform/formats/xet/index.ts";
import { findChunkTables, type NewTerm, replaceTerms } from "../store/chunked-contents.ts";
import { becomeChunked, noteCompared, type WholeContent } from "../store/layouts.ts";
import { findXorbs, insertAskedChunks, refreshXorbs } from "../store/xorbs.ts";
import { checkBytes, type PackedPart } from "./check-bytes.ts";
import { NeighbourChunks } from "./neighbour-chunks.ts";
import { packIntoXorbs } from "./pack-into-xorbs.ts";

/** Chunks are worth it when the neighbours have this part of a content. */
const LEAST_SAVED = 0.2;

export type ConvertContext = Pick<Context, "db" | "store" | "now">;

/**
 * Keeps a whole content as chunks when its neighbours have a good part of them: those that they have
 * not are packed into new xorbs, the file that all of them make is read and hashed, and only then
 * does the layout change, in one transaction. Whatever ends this before has changed nothing that
 * anybody can see; what was written by then is collected.
 * @returns the bytes that need not be stored any more; 0 when it stays whole.
 */
export async function convertContent(
  ctx: ConvertContext,
  content: WholeContent,
  signal?: AbortSignal,
): Promise<number> {
  const read = (range = { start: 0, end: content.sizeBytes }) =>
    ctx.store.read(content.objectKey, { ...range, reuseBuffers: true, ...(signal && { signal }) });
  const places = await NeighbourChunks.find(ctx, content.id);
  const chunks = await cutIntoChunks(read());
  const saved = bytesOf(chunks, (hash) => places.place(hash) !== undefined);
  if (saved < content.sizeBytes * LEAST_SAVED) {
    await noteCompared(ctx.db, content.id, ctx.now());
    return 0;
  }
  await packIntoXorbs(ctx, { chunks, places, read });
  const terms = joinTerms(chunks, places);
  const sha256 = content.sha256.toString("hex");
  await checkBytes(ctx, { sha256, terms: await findPacked(ctx, terms) });
  const isDone = await withTransaction(ctx.db, (trx) =>
    change(trx, content, { terms, xetHash: hashFile(chunks), firstHash: chunks.hash(0) }),
  );
  return isDone ? saved : 0;
}

function bytesOf(chunks: ChunkList, isCounted: (hash: XetHash) => boolean): number {
  let bytes = 0;
  for (let at = 0; at < chunks.count; at++) {
    if (isCounted(chunks.hash(at))) bytes += chunks.sizeBytes(at);
  }
  return bytes;
}

/** Chunks that lie one behind the other in a xorb are one term. */
function joinTerms(chunks: ChunkList, places: NeighbourChunks): NewTerm[] {
  const terms: NewTerm[] = [];
  let startByte = 0;
  for (let index = 0; index < chunks.count; index++) {
    const place = places.place(chunks.hash(index));
    if (place === undefined) throw new Error("a chunk was not packed");
    const { xorbId, at } = place;
    const sizeBytes = chunks.sizeBytes(index);
    const last = terms.at(-1);
    if (last?.xorbId === xorbId && last.endChunk === at) {
      last.endChunk += 1;
      last.sizeBytes += sizeBytes;
    } else terms.push({ xorbId, firstChunk: at, endChunk: at + 1, startByte, sizeBytes });
    startByte += sizeBytes;
  }
  return terms;
}

async function findPacked(
  { db }: ConvertContext,
  terms: readonly NewTerm[],
): Promise<PackedPart[]> {
  const ids = [...new Set(terms.map(({ xorbId }) => xorbId))];
  const keys = await findXorbs(db, ids);
  const tables = await findChunkTables(db, ids);
  return terms.map(({ xorbId, firstChunk, endChunk }) => {
    const [objectKey, table] = [keys.get(xorbId), tables.get(xorbId)];
    if (objectKey === undefined || table === undefined) throw new Error("a xorb is gone");
    const packed = new ChunkTable(table);
    return {
      objectKey,
      packed: { start: packed.packedStart(firstChunk), end: packed.packedStart(endChunk) },
    };
  });
}

function hashFile(chunks: ChunkList): XetHash {
  const tree = new MerkleTree();
  for (let at = 0; at < chunks.count; at++) {
    tree.push({ hash: Buffer.from(chunks.hash(at)), sizeBytes: chunks.sizeBytes(at) });
  }
  return hashFileOfTree(tree);
}

type Layout = { terms: readonly NewTerm[]; xetHash: XetHash; firstHash: XetHash };

/** Locks in the order of everybody who makes files of xorbs: the xorbs, then the content. */
async function change(
  trx: DatabaseTransaction,
  { id, objectKey }: WholeContent,
  { terms, xetHash, firstHash }: Layout,
): Promise<boolean> {
  const xorbIds = [...new Set(terms.map(({ xorbId }) => xorbId))];
  const kept = await refreshXorbs(trx, xorbIds);
  if (kept.size < xorbIds.length) return false;
  if (!(await becomeChunked(trx, { id, objectKey, xetHash }))) return false;
  await replaceTerms(trx, id, terms);
  const [first] = terms;
  if (first !== undefined) {
    const asked = [{ hash: firstHash, position: first.firstChunk }];
    await insertAskedChunks(trx, first.xorbId, asked);
  }
  return true;
}
