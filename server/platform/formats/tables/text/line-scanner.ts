/** A line while its sink looks at it. */
export type ScannedLine = {
  /** First byte, and the one after its end, counted from where the scanner began. */
  start: number;
  end: number;
  /** Without its end; undefined when it is longer than what is kept. */
  bytes: Uint8Array | undefined;
};

/** Longer lines are told, not kept. */
const LINE_BYTES = 8 * 1024 * 1024;
const LINE_FEED = 0x0a;

/** Finds lines in chunks of any size, in bounded memory. Blank lines are left out. */
export class LineScanner {
  readonly #sink: (line: ScannedLine) => boolean;
  #before = 0;
  #start = 0;
  #parts: Uint8Array[] = [];
  #keptBytes = 0;

  constructor(sink: (line: ScannedLine) => boolean) {
    this.#sink = sink;
  }

  /** @returns false once the sink wants no more lines. */
  push(chunk: Uint8Array): boolean {
    let at = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, at);
      if (end === -1) break;
      if (!this.#endLine(chunk.subarray(at, end), this.#before + end + 1)) return false;
      at = end + 1;
    }
    const rest = chunk.subarray(at);
    this.#keptBytes += rest.length;
    if (this.#keptBytes > LINE_BYTES) this.#parts = [];
    else if (rest.length > 0) this.#parts.push(Buffer.from(rest));
    this.#before += chunk.length;
    return true;
  }

  /** The line that has no end: at the end of the file, or of what may be read. */
  finish(): void {
    if (this.#keptBytes > 0) this.#endLine(new Uint8Array(), this.#before);
  }

  #endLine(last: Uint8Array, next: number): boolean {
    const start = this.#start;
    const isTooLong = this.#keptBytes + last.length > LINE_BYTES;
    const whole = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#start = next;
    this.#parts = [];
    this.#keptBytes = 0;
    if (isTooLong) return this.#sink({ start, end: next, bytes: undefined });
    return isBlank(whole) || this.#sink({ start, end: next, bytes: whole });
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
