import { isAscii, isUtf8 } from "node:buffer";
import { closeSync, openSync, writeSync } from "node:fs";
import { CELL_BYTES } from "../table.ts";
import { type TextEncoding, withoutCutCharacter } from "../text/encoding.ts";
import type { TextRecord, Value } from "../text/records.ts";

const BUFFER_BYTES = 4 * 1024 * 1024;
/** A row keeps so much: beyond it, cells are cut to nothing. */
const ROW_BYTES = 8 * 1024 * 1024;
const LINE_FEED = 0x0a;

export type PartOptions = { delimiter: string; columns: number; encoding: TextEncoding };

/**
 * Writes rows as clean CSV for the engine: UTF-8, as many cells in each row as there are columns, the
 * row's place in front. A row that is clean already is copied as it stands.
 */
export class PartWriter {
  readonly #options: PartOptions;
  readonly #delimiter: Buffer;
  #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #used = 0;
  #file: number;
  #isChunkClean = false;
  /** Bytes in the part that is written now. */
  partBytes = 0;
  /** Values that lost their end. */
  cutCells = 0;

  constructor(path: string, options: PartOptions) {
    this.#options = options;
    this.#delimiter = Buffer.from(options.delimiter);
    this.#file = openSync(path, "wx", 0o600);
  }

  /** Tells the bytes in which the next plain rows lie. */
  enter(chunk: Uint8Array): void {
    const { label } = this.#options.encoding;
    this.#isChunkClean =
      label === "utf-8" ? isUtf8(withoutCutEnds(chunk)) : label.startsWith("utf-16");
  }

  write(record: TextRecord, at: number): void {
    const { plain } = record;
    if (plain !== undefined && this.#isClean(plain)) this.#writePlain(plain, at);
    else this.#writeCells(record, at);
  }

  /** Ends the part and begins the next one. */
  rotate(path: string): void {
    this.end();
    this.#file = openSync(path, "wx", 0o600);
    this.partBytes = 0;
  }

  end(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #isClean(plain: Uint8Array): boolean {
    if (plain.length > ROW_BYTES) return false;
    if (this.#isChunkClean) return true;
    return this.#options.encoding.label === "utf-8" ? isUtf8(plain) : isAscii(plain);
  }

  #writePlain(plain: Uint8Array, at: number): void {
    this.#room(plain.length + 32);
    this.#used += this.#buffer.write(String(at), this.#used, "latin1");
    this.#used += this.#delimiter.copy(this.#buffer, this.#used);
    this.#buffer.set(plain, this.#used);
    this.#used += plain.length;
    this.#buffer[this.#used] = LINE_FEED;
    this.#used += 1;
  }

  #writeCells(record: TextRecord, at: number): void {
    const cells = [String(at)];
    let rowBytes = 0;
    for (let column = 0; column < this.#options.columns; column++) {
      const value = record.value(column);
      const kept = value === null ? null : this.#cut(value, ROW_BYTES - rowBytes);
      rowBytes += kept?.length ?? 0;
      cells.push(kept === null ? "" : `"${kept.replaceAll('"', '""')}"`);
    }
    const line = Buffer.from(`${cells.join(this.#options.delimiter)}\n`);
    this.#room(line.length);
    if (line.length > this.#buffer.length) {
      this.#flush();
      writeSync(this.#file, line);
      this.partBytes += line.length;
    } else this.#used += line.copy(this.#buffer, this.#used);
  }

  #cut({ text, sizeBytes }: Value, room: number): string {
    const kept =
      text.length > Math.min(CELL_BYTES, room)
        ? text.slice(0, Math.min(CELL_BYTES, Math.max(0, room)))
        : text;
    if (kept.length < text.length || sizeBytes > CELL_BYTES) this.cutCells += 1;
    return kept.toWellFormed();
  }

  #room(bytes: number): void {
    if (this.#used + bytes > this.#buffer.length) this.#flush();
    if (bytes > this.#buffer.length && bytes <= ROW_BYTES * 2) {
      this.#buffer = Buffer.allocUnsafe(bytes * 2);
    }
  }

  #flush(): void {
    let written = 0;
    while (written < this.#used) {
      written += writeSync(this.#file, this.#buffer, written, this.#used - written);
    }
    this.partBytes += this.#used;
    this.#used = 0;
  }
}

/** A chunk may begin and end within a character. */
function withoutCutEnds(chunk: Uint8Array): Uint8Array {
  let start = 0;
  while (start < 3 && ((chunk[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return withoutCutCharacter(chunk.subarray(start));
}
