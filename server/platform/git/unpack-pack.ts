import { writeSync } from "node:fs";
import { applyDelta, deltaResultSize } from "./delta.ts";
import { inflatePieces, inflateWhole, wrongSize } from "./inflate-entry.ts";
import { objectHash, type ObjectId, type ObjectType } from "./object-id.ts";
import { ObjectIdSet } from "./object-id-set.ts";
import {
  type EntryHeader,
  OFFSET_DELTA,
  PACK_HEADER_BYTES,
  PackError,
  packTypeOf,
  readEntryHeader,
  readPackHeader,
  REFERENCE_DELTA,
} from "./pack-format.ts";
import { PackedFile, readFully } from "./packed-file.ts";
import { RecentBytes } from "./recent-bytes.ts";

export type UnpackLimits = {
  objects: number;
  /** Of all objects together, unpacked. */
  totalBytes: number;
  /** A larger blob is hashed and not kept, so that whoever names it can be told which file it is. */
  blobBytes: number;
  treeBytes: number;
  /** Of a commit or tag; and of a blob that is not kept, a thousand times as much. */
  textBytes: number;
};

/** Git itself never makes longer chains. */
const DELTA_DEPTH = 4095;
const HEADER_BYTES = 32;
/** Smaller ones are unpacked in one call, larger ones in pieces. */
const IN_ONE_CALL_BYTES = 1024 * 1024;
const NOT_KEPT = -1;

type Unpacked = { type: ObjectType; depth: number; bytes: Buffer };
type Waiting = { position: number; header: EntryHeader };

/**
 * Unpacks the objects of a pack behind each other into a second file. Memory is that of a few
 * objects and 40 bytes for each, whatever the pack claims.
 */
export class Unpacker {
  readonly #pack: PackedFile;
  readonly #endPosition: number;
  readonly #out: number;
  readonly #limits: UnpackLimits;
  readonly ids = new ObjectIdSet();
  /** By the number of the id. */
  readonly types: ObjectType[] = [];
  readonly sizes: number[] = [];
  /** Where it lies in the second file; -1 when it is not kept. */
  readonly offsets: number[] = [];
  readonly #depths: number[] = [];
  /** Where each entry of the pack begins, and the number of its object; -1 while it waits. */
  readonly #positions: number[] = [];
  readonly #numbers: number[] = [];
  /** Deltas by the base they wait for: its id, or the place of its entry. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #bases = new Map<ObjectId, Unpacked>();
  #waitingCount = 0;
  #writtenBytes = 0;
  readonly #cache = new RecentBytes();

  /** @param pack a pack without its checksum, and where that begins. */
  constructor(files: { pack: number; packBytes: number; out: number }, limits: UnpackLimits) {
    this.#pack = new PackedFile(files.pack, files.packBytes);
    this.#endPosition = files.packBytes;
    this.#out = files.out;
    this.#limits = limits;
  }

  /** Reads the pack once. @returns bases that it does not bring itself. @throws {PackError} */
  async readEntries(): Promise<ObjectId[]> {
    const count = readPackHeader(this.#pack.at(0, PACK_HEADER_BYTES));
    if (count > this.#limits.objects) {
      throw new PackError(`${count} objects are more than the ${this.#limits.objects} of one push`);
    }
    let position = PACK_HEADER_BYTES;
    for (let read = 0; read < count; read++) position = await this.#readEntry(position);
    if (position !== this.#endPosition) throw new PackError("the pack goes on behind its objects");
    return [...this.#waiting.keys()].filter((key) => key.length === 40 && !this.ids.has(key));
  }

  /** What the deltas of a thin pack build on. */
  addBase(oid: ObjectId, base: { type: ObjectType; bytes: Buffer }): void {
    if (!this.#waiting.has(oid)) return;
    this.#bases.set(oid, { ...base, depth: 0 });
    this.#settle([oid]);
    this.#bases.delete(oid);
  }

  /** @throws {PackError} when deltas are left whose base nobody has. */
  requireWhole(): void {
    if (this.#waitingCount === 0) return;
    throw new PackError(`${this.#waitingCount} deltas build on objects that are not here`);
  }

  /** The content of an object that is kept. */
  read(number: number): Buffer {
    const offset = this.offsets[number] ?? NOT_KEPT;
    const length = this.sizes[number] ?? 0;
    if (offset === NOT_KEPT) throw new PackError("a delta builds on a file that is too large");
    const cached = this.#cache.get(number);
    if (cached !== undefined) return cached;
    const bytes = readFully(this.#out, { position: offset, length });
    this.#cache.set(number, bytes);
    return bytes;
  }

  async #readEntry(position: number): Promise<number> {
    const header = readEntryHeader(this.#pack.at(position, HEADER_BYTES));
    const data = position + header.length;
    this.#positions.push(position);
    this.#numbers.push(NOT_KEPT);
    const type = packTypeOf(header.type);
    if (type !== undefined) {
      this.#checkSize(type, header.sizeBytes);
      if (header.sizeBytes > IN_ONE_CALL_BYTES)
        return this.#readLarge(type, data, header.sizeBytes);
      const { bytes, length } = inflateWhole(this.#pack, data, header.sizeBytes);
      this.#note(position, this.#keep({ type, depth: 0, bytes }));
      return data + length;
    }
    if (header.type !== OFFSET_DELTA && header.type !== REFERENCE_DELTA) {
      throw new PackError(`objects of type ${header.type} are unknown`);
    }
    // A delta is never longer than what it makes, as git writes it; hostile ones end here.
    this.#checkSize("tree", header.sizeBytes);
    const { bytes, length } = inflateWhole(this.#pack, data, header.sizeBytes);
    const key = this.#baseKey(position, header);
    const base = this.#baseOf(key);
    if (base === undefined) this.#wait(key, { position, header });
    else this.#resolve(position, base, bytes);
    return data + length;
  }

  #baseKey(position: number, header: EntryHeader): string {
    if (header.type === REFERENCE_DELTA) return header.baseOid;
    return String(position - header.baseDistance);
  }

  #baseOf(key: string): Unpacked | undefined {
    const known = this.#bases.get(key);
    if (known !== undefined) return known;
    const number = key.length === 40 ? this.ids.indexOf(key) : this.#numberAt(Number(key));
    if (number < 0) return undefined;
    const depth = this.#depths[number] ?? 0;
    return { type: this.types[number] ?? "blob", depth, bytes: this.read(number) };
  }

  /** The object whose entry begins there. @throws {PackError} when none does. */
  #numberAt(position: number): number {
    return this.#numbers[this.#entryAt(position)] ?? NOT_KEPT;
  }

  #entryAt(position: number): number {
    let [low, high] = [0, this.#positions.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#positions[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    if (this.#positions[low] !== position) throw new PackError("a delta has no base");
    return low;
  }

  #wait(key: string, waiting: Waiting): void {
    if (key === String(waiting.position)) throw new PackError("a delta is its own base");
    const others = this.#waiting.get(key);
    if (others === undefined) this.#waiting.set(key, [waiting]);
    else others.push(waiting);
    this.#waitingCount += 1;
  }

  #resolve(position: number, base: Unpacked, delta: Buffer): void {
    const depth = base.depth + 1;
    if (depth > DELTA_DEPTH) throw new PackError("a chain of deltas is too long");
    const sizeBytes = deltaResultSize(base.bytes, delta);
    this.#checkSize(base.type, sizeBytes);
    const pieces = applyDelta(base.bytes, delta);
    if (base.type === "blob" && sizeBytes > this.#limits.blobBytes) {
      const hash = objectHash("blob", sizeBytes);
      for (const piece of pieces) hash.update(piece);
      this.#note(position, this.#remember(hash.digest("hex"), { type: "blob", depth, sizeBytes }));
      return;
    }
    const bytes = Buffer.concat([...pieces], sizeBytes);
    this.#note(position, this.#keep({ type: base.type, depth, bytes }));
  }

  /** An entry is known: those that waited for it follow, without a call for each link of a chain. */
  #note(position: number, number: number): void {
    this.#numbers[this.#entryAt(position)] = number;
    if (this.#waitingCount > 0) this.#settle([this.ids.at(number), String(position)]);
  }

  #isSettling: string[] | undefined;

  #settle(keys: readonly string[]): void {
    if (this.#isSettling !== undefined) {
      this.#isSettling.push(...keys);
      return;
    }
    const open = [...keys];
    this.#isSettling = open;
    try {
      for (let key = open.pop(); key !== undefined; key = open.pop()) {
        const ready = this.#waiting.get(key) ?? [];
        this.#waiting.delete(key);
        this.#waitingCount -= ready.length;
        for (const { position, header } of ready) {
          const base = this.#baseOf(key);
          if (base === undefined) throw new PackError("a delta has no base");
          const data = position + header.length;
          this.#resolve(position, base, inflateWhole(this.#pack, data, header.sizeBytes).bytes);
        }
      }
    } finally {
      this.#isSettling = undefined;
    }
  }

  /** Piece by piece: into the file, or only through the hash when it is too large to be kept. */
  async #readLarge(type: ObjectType, position: number, sizeBytes: number): Promise<number> {
    const isKept = type !== "blob" || sizeBytes <= this.#limits.blobBytes;
    const hash = objectHash(type, sizeBytes);
    const offset = this.#writtenBytes;
    let madeBytes = 0;
    const length = await inflatePieces(this.#pack, position, (piece) => {
      madeBytes += piece.length;
      if (madeBytes > sizeBytes) throw wrongSize();
      hash.update(piece);
      if (isKept) this.#write(piece);
    });
    if (madeBytes !== sizeBytes) throw wrongSize();
    const number = this.#remember(hash.digest("hex"), {
      type,
      depth: 0,
      sizeBytes,
      ...(isKept && { offset }),
    });
    this.#note(this.#positions.at(-1) ?? 0, number);
    return position + length;
  }

  #checkSize(type: ObjectType, sizeBytes: number): void {
    const { treeBytes, textBytes } = this.#limits;
    const limit = type === "blob" ? textBytes * 1000 : type === "tree" ? treeBytes : textBytes;
    if (sizeBytes <= limit) return;
    throw new PackError(`a ${type} of ${sizeBytes} bytes is larger than the ${limit} allowed`);
  }

  #keep({ type, depth, bytes }: Unpacked): number {
    const oid = objectHash(type, bytes.length).update(bytes).digest("hex");
    const isKept = type !== "blob" || bytes.length <= this.#limits.blobBytes;
    if (this.ids.has(oid) || !isKept) {
      return this.#remember(oid, { type, depth, sizeBytes: bytes.length });
    }
    const offset = this.#writtenBytes;
    this.#write(bytes);
    const number = this.#remember(oid, { type, depth, sizeBytes: bytes.length, offset });
    this.#cache.set(number, bytes);
    return number;
  }

  #remember(
    oid: ObjectId,
    object: { type: ObjectType; depth: number; sizeBytes: number; offset?: number },
  ): number {
    if (!this.ids.add(oid)) return this.ids.indexOf(oid);
    this.types.push(object.type);
    this.sizes.push(object.sizeBytes);
    this.offsets.push(object.offset ?? NOT_KEPT);
    this.#depths.push(object.depth);
    return this.ids.size - 1;
  }

  #write(bytes: Buffer): void {
    this.#writtenBytes += bytes.length;
    if (this.#writtenBytes > this.#limits.totalBytes) {
      throw new PackError(`the push unpacks to more than ${this.#limits.totalBytes} bytes`);
    }
    for (let start = 0; start < bytes.length;) {
      start += writeSync(this.#out, bytes, start, bytes.length - start, null);
    }
  }
}
