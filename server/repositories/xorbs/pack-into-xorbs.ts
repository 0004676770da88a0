import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { type ChunkList, MAX_XORB_CHUNKS, packChunks } from "../../platform/formats/xet/index.ts";
import type { ByteInterval } from "../reading/entry.ts";
import { keepXorb } from "./keep-xorb.ts";
import type { NeighbourChunks } from "./neighbour-chunks.ts";

/** Unpacked bytes of a xorb, as clients fill it. */
const XORB_BYTES = 64 * 1024 * 1024;
/** Unpacked bytes that are read and packed at a time. */
const BATCH_BYTES = 2 * 1024 * 1024;

type Cut = {
  chunks: ChunkList;
  /** Where chunks lie; those that are packed are noted here. */
  places: NeighbourChunks;
  read: (range: ByteInterval) => AsyncIterable<Uint8Array>;
};

/** A chunk of the file that no xorb has yet. */
type Missing = { index: number; start: number; end: number };

/** Packs the chunks of a file that lie nowhere yet into new xorbs, each of them once. */
export async function packIntoXorbs(ctx: Pick<Context, "db" | "store">, cut: Cut): Promise<void> {
  for (const group of groups(missingOf(cut), { bytes: XORB_BYTES, count: MAX_XORB_CHUNKS })) {
    const kept = await keepXorb(ctx, packed(cut, group));
    try {
      const { id } = await withTransaction(ctx.db, (trx) => kept.record(trx));
      group.forEach(({ index }, at) => cut.places.note(cut.chunks.hash(index), { xorbId: id, at }));
    } finally {
      await kept.settle();
    }
  }
}

function* missingOf({ chunks, places }: Cut): Generator<Missing, void, undefined> {
  const seen = new Set<string>();
  let start = 0;
  for (let index = 0; index < chunks.count; index++) {
    const end = start + chunks.sizeBytes(index);
    const hash = chunks.hash(index);
    const key = hash.toString("latin1");
    if (places.place(hash) === undefined && !seen.has(key)) {
      seen.add(key);
      yield { index, start, end };
    }
    start = end;
  }
}

/** In their order, as many together as the limits allow. */
function* groups(
  missing: Iterable<Missing>,
  limit: { bytes: number; count: number },
): Generator<Missing[], void, undefined> {
  let group: Missing[] = [];
  let bytes = 0;
  for (const chunk of missing) {
    const size = chunk.end - chunk.start;
    if (group.length > 0 && (bytes + size > limit.bytes || group.length === limit.count)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(chunk);
    bytes += size;
  }
  if (group.length > 0) yield group;
}

/** The chunks of a xorb, packed a few at a time. */
async function* packed(
  { read }: Cut,
  group: readonly Missing[],
): AsyncGenerator<Uint8Array, void, undefined> {
  for (const batch of groups(group, { bytes: BATCH_BYTES, count: MAX_XORB_CHUNKS })) {
    const sizes = batch.map(({ start, end }) => end - start);
    const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
    let filled = 0;
    for (const range of joinRanges(batch)) {
      for await (const piece of read(range)) {
        bytes.set(piece, filled);
        filled += piece.byteLength;
      }
    }
    yield (await packChunks(bytes, sizes)).bytes;
  }
}

function joinRanges(chunks: readonly Missing[]): ByteInterval[] {
  const ranges: ByteInterval[] = [];
  for (const { start, end } of chunks) {
    const last = ranges.at(-1);
    if (last?.end === start) last.end = end;
    else ranges.push({ start, end });
  }
  return ranges;
}
