/**
 * Where in the file lies what the scanner counts in narrow bytes. In UTF-16 a character has another
 * length there; everywhere else the two are the same.
 */
export class RawOffsets {
  readonly #isWide: boolean;
  #raw: number;
  #narrow = 0;
  #chunk: Uint8Array = new Uint8Array();
  #chunkStart = 0;

  /** @param base where in the file the first narrow byte lies. */
  constructor(base: number, { isWide }: { isWide: boolean }) {
    this.#raw = base;
    this.#isWide = isWide;
  }

  /** Tells which narrow bytes come next. */
  enter(chunk: Uint8Array): void {
    this.rawOf(this.#chunkStart + this.#chunk.length);
    this.#chunkStart += this.#chunk.length;
    this.#chunk = chunk;
  }

  /** @param offset lies in the present chunk, and not before what was asked for last. */
  rawOf(offset: number): number {
    const from = this.#narrow - this.#chunkStart;
    const to = offset - this.#chunkStart;
    this.#raw += this.#isWide ? 2 * utf16Units(this.#chunk, from, to) : to - from;
    this.#narrow = offset;
    return this.#raw;
  }
}

/** UTF-16 code units of a part of UTF-8: one per character, two where it takes four bytes. */
function utf16Units(bytes: Uint8Array, from: number, to: number): number {
  let units = 0;
  for (let at = Math.max(0, from); at < to; at++) {
    const byte = bytes[at] ?? 0;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
