import type { Context } from "../../context.ts";
import { ChunkTable, type XetHash } from "../../platform/formats/xet/index.ts";
import { findChunkTables } from "../store/chunked-contents.ts";
import { findNeighbourSpans, type NeighbourSpan } from "../store/layouts.ts";

/** Xorbs that are looked at, of up to 16 GiB, and chunks: what is held stays small. */
const XORBS = 256;
const CHUNKS = 400_000;
const TABLES_AT_A_TIME = 16;

/** Where a chunk lies. */
export type Place = { xorbId: number; at: number };

/** The chunks that a content's neighbours are made of, by their hash. */
export class NeighbourChunks {
  readonly #places = new Map<string, Place>();

  static async find({ db }: Pick<Context, "db">, contentId: number): Promise<NeighbourChunks> {
    const chunks = new NeighbourChunks();
    const spans = Map.groupBy(await findNeighbourSpans(db, contentId), ({ xorbId }) => xorbId);
    const ids = [...spans.keys()].slice(0, XORBS);
    for (let start = 0; start < ids.length; start += TABLES_AT_A_TIME) {
      const tables = await findChunkTables(db, ids.slice(start, start + TABLES_AT_A_TIME));
      for (const [id, table] of tables) chunks.#add(new ChunkTable(table), spans.get(id) ?? []);
      if (chunks.#places.size > CHUNKS) break;
    }
    return chunks;
  }

  #add(table: ChunkTable, spans: readonly NeighbourSpan[]): void {
    for (const { xorbId, first, end } of spans) {
      for (let at = first; at < end; at++) this.note(table.hash(at), { xorbId, at });
    }
  }

  /** The place that was noted first stays. */
  note(hash: XetHash, place: Place): void {
    const key = hash.toString("latin1");
    if (!this.#places.has(key)) this.#places.set(key, place);
  }

  place(hash: XetHash): Place | undefined {
    return this.#places.get(hash.toString("latin1"));
  }
}
