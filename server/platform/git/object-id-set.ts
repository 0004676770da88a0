import type { ObjectId } from "./object-id.ts";

const ID_BYTES = 20;
const FIRST_CAPACITY = 256;

/**
 * Many object ids, numbered in the order in which they came: about 30 bytes for each, where strings
 * in a Set take four times as much.
 */
export class ObjectIdSet {
  #ids: Buffer = Buffer.alloc(FIRST_CAPACITY * ID_BYTES);
  /** Open addressing; 0 is free, else the number plus one. */
  #slots = new Uint32Array(FIRST_CAPACITY * 2);
  #size = 0;
  readonly #scratch = Buffer.alloc(ID_BYTES);

  static of(oids: Iterable<ObjectId>): ObjectIdSet {
    const set = new ObjectIdSet();
    for (const oid of oids) set.add(oid);
    return set;
  }

  /** A set of ids that lie behind each other, 20 bytes each. */
  static ofBytes(ids: Uint8Array): ObjectIdSet {
    const set = new ObjectIdSet();
    const bytes = Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength);
    for (let start = 0; start < bytes.length; start += ID_BYTES) {
      set.add(bytes.toString("hex", start, start + ID_BYTES));
    }
    return set;
  }

  get size(): number {
    return this.#size;
  }

  /** False when it was there. */
  add(oid: ObjectId): boolean {
    this.#scratch.write(oid, "hex");
    const slot = this.#find(this.#scratch);
    if (this.#slots[slot] !== 0) return false;
    if ((this.#size + 1) * ID_BYTES > this.#ids.length) {
      this.#grow();
      return this.add(oid);
    }
    this.#scratch.copy(this.#ids, this.#size * ID_BYTES);
    this.#size += 1;
    this.#slots[slot] = this.#size;
    return true;
  }

  has(oid: ObjectId): boolean {
    return this.indexOf(oid) >= 0;
  }

  /** The number of an id; -1 when it is not there. */
  indexOf(oid: ObjectId): number {
    this.#scratch.write(oid, "hex");
    return (this.#slots[this.#find(this.#scratch)] ?? 0) - 1;
  }

  /** The id with this number. */
  at(index: number): ObjectId {
    return this.#ids.toString("hex", index * ID_BYTES, (index + 1) * ID_BYTES);
  }

  *slices(length: number): Generator<ObjectId[], void, undefined> {
    for (let start = 0; start < this.#size; start += length) {
      const end = Math.min(this.#size, start + length);
      yield Array.from({ length: end - start }, (_, place) => this.at(start + place));
    }
  }

  *[Symbol.iterator](): Generator<ObjectId, void, undefined> {
    for (let index = 0; index < this.#size; index++) yield this.at(index);
  }

  /** The ids behind each other, in memory of their own. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#ids.subarray(0, this.#size * ID_BYTES));
  }

  /** Where an id is, or where it would be put. An id is a hash: its first bytes are one too. */
  #find(id: Buffer): number {
    const mask = this.#slots.length - 1;
    let slot = id.readUInt32LE(0) & mask;
    for (;;) {
      const index = (this.#slots[slot] ?? 0) - 1;
      if (index < 0) return slot;
      const start = index * ID_BYTES;
      if (this.#ids.compare(id, 0, ID_BYTES, start, start + ID_BYTES) === 0) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const ids = Buffer.alloc(this.#ids.length * 2);
    this.#ids.copy(ids);
    this.#ids = ids;
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let index = 0; index < this.#size; index++) {
      const slot = this.#find(ids.subarray(index * ID_BYTES, (index + 1) * ID_BYTES));
      this.#slots[slot] = index + 1;
    }
  }
}
