import { CELL_BYTES, MOST_COLUMNS } from "../table.ts";

/** One cell: what is kept of it, and how long it is. */
export type ScannedCell = { bytes: Uint8Array; sizeBytes: number; isQuoted: boolean };

export type Dialect = {
  delimiter: number;
  /** The byte that ends a row: line feed, or carriage return in files of old machines. */
  terminator: number;
};

/** A row while its sink looks at it: the next one takes its place. */
export type ScannedRow = {
  /** First byte, and the one after the last, counted from where the scanner began. */
  start: number;
  end: number;
  /** Cells in the row, also those beyond what is kept. */
  count: number;
  /** The row as it stands in the file, without its end, where nothing in it is unusual. */
  plain: Uint8Array | undefined;
  cell: (index: number) => ScannedCell;
};

/** @returns false to stop. */
export type RowSink = (row: ScannedRow) => boolean;

const QUOTE = 0x22;
const CARRIAGE_RETURN = 0x0d;
const NOTHING = new Uint8Array();
/** Cells that are put together from parts may keep so much in one row. */
const ROW_BYTES = 16 * 1024 * 1024;
/** Classes of bytes: everything else is 0. */
const AT_DELIMITER = 1;
const AT_TERMINATOR = 2;
const AT_QUOTE = 3;
const AT_RETURN = 4;

type State = "start" | "plain" | "quoted" | "quote-seen";

/**
 * Finds the rows and cells of delimited text (RFC 4180 and what people make of it) in chunks of any
 * size, in bounded memory: a cell keeps its beginning, whatever its length. A quote counts only at
 * the beginning of a cell; text after a closing quote belongs to the cell. Empty lines are no rows.
 */
export class DelimitedScanner {
  readonly #classes = new Uint8Array(256);
  readonly #sink: RowSink;
  #chunk: Uint8Array = NOTHING;
  /** Bytes of the chunks before this one. */
  #before = 0;
  #state: State = "start";
  #rowStart = 0;
  #count = 0;
  #isPlain = true;
  /** Cells that lie in the chunk as they are. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  /** Cells that were put together. */
  #made = new Map<number, ScannedCell>();
  #madeBytes = 0;
  /** Of the cell that is read: where in the chunk its part begins that is not yet taken. */
  #partStart = 0;
  #parts: Uint8Array[] = [];
  #keptBytes = 0;
  #cellBytes = 0;
  #isQuoted = false;

  constructor({ delimiter, terminator }: Dialect, sink: RowSink) {
    this.#classes[delimiter] = AT_DELIMITER;
    this.#classes[QUOTE] = AT_QUOTE;
    this.#classes[CARRIAGE_RETURN] = AT_RETURN;
    this.#classes[terminator] = AT_TERMINATOR;
    this.#sink = sink;
  }

  /** Where the row begins that is not finished yet. */
  get rowStart(): number {
    return this.#rowStart;
  }

  /** @returns false once the sink wants no more rows. */
  push(chunk: Uint8Array): boolean {
    this.#chunk = chunk;
    this.#partStart = 0;
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === "quoted") at = this.#readQuoted(at);
      else if (this.#state === "quote-seen") at = this.#readAfterQuote(at);
      else at = this.#readPlain(at);
      if (at < 0) return false;
    }
    this.#carry();
    this.#before += chunk.length;
    return true;
  }

  /** The row that has no end: at the end of the file, or of what may be read. */
  finish(): void {
    const hasBegun = this.#count > 0 || this.#cellBytes > 0 || this.#isQuoted;
    if (!hasBegun) return;
    this.#chunk = NOTHING;
    this.#partStart = 0;
    this.#endCell(0);
    this.#endRow(0);
  }

  #readQuoted(from: number): number {
    const quote = this.#chunk.indexOf(QUOTE, from);
    if (quote === -1) return this.#chunk.length;
    this.#take(quote);
    this.#state = "quote-seen";
    return quote + 1;
  }

  #readAfterQuote(at: number): number {
    const kind = this.#classes[this.#chunk[at] ?? 0];
    this.#partStart = at;
    if (kind === AT_QUOTE) this.#state = "quoted";
    else if (kind === AT_DELIMITER) this.#nextCell(at);
    else if (kind === AT_TERMINATOR) return this.#nextRow(at);
    else if (kind !== AT_RETURN) this.#state = "plain";
    return at + 1;
  }

  #readPlain(from: number): number {
    const chunk = this.#chunk;
    const classes = this.#classes;
    let at = from;
    while (at < chunk.length && classes[chunk[at] ?? 0] === 0) at += 1;
    if (at > from) this.#state = "plain";
    if (at === chunk.length) return at;
    const kind = classes[chunk[at] ?? 0];
    if (kind === AT_DELIMITER) this.#nextCell(at);
    else if (kind === AT_TERMINATOR) return this.#nextRow(at);
    else if (kind === AT_QUOTE && this.#state === "start") {
      this.#state = "quoted";
      this.#isQuoted = true;
      this.#isPlain = false;
      this.#partStart = at + 1;
    } else {
      this.#state = "plain";
      const endsRow = kind === AT_RETURN && classes[chunk[at + 1] ?? 0] === AT_TERMINATOR;
      if (!endsRow) this.#isPlain = false;
    }
    return at + 1;
  }

  #nextCell(at: number): void {
    this.#endCell(at);
    this.#partStart = at + 1;
    this.#state = "start";
  }

  /** @returns the place after the row, or -1 when the sink wants no more. */
  #nextRow(at: number): number {
    const endsInReturn = at > this.#partStart && this.#chunk[at - 1] === CARRIAGE_RETURN;
    const end = endsInReturn && this.#state === "plain" ? at - 1 : at;
    this.#endCell(end);
    const goesOn = this.#endRow(at + 1, end);
    this.#partStart = at + 1;
    return goesOn ? at + 1 : -1;
  }

  #endCell(end: number): void {
    const index = this.#count;
    this.#count += 1;
    const isInPlace = this.#parts.length === 0 && !this.#isQuoted && this.#cellBytes === 0;
    if (isInPlace) {
      if (end - this.#partStart > CELL_BYTES) this.#isPlain = false;
      if (index < MOST_COLUMNS) {
        this.#starts[index] = this.#partStart;
        this.#ends[index] = end;
      }
      return;
    }
    if (this.#state !== "quote-seen") this.#take(end);
    if (index < MOST_COLUMNS) this.#made.set(index, this.#makeCell());
    this.#parts = [];
    this.#keptBytes = 0;
    this.#cellBytes = 0;
    this.#isQuoted = false;
  }

  #makeCell(): ScannedCell {
    let bytes: Uint8Array = this.#parts.length === 1 ? (this.#parts[0] ?? NOTHING) : NOTHING;
    if (this.#parts.length > 1) bytes = Buffer.concat(this.#parts);
    let sizeBytes = this.#cellBytes;
    const endsInReturn = !this.#isQuoted && bytes.at(-1) === CARRIAGE_RETURN;
    if (endsInReturn && bytes.length === sizeBytes) {
      bytes = bytes.subarray(0, -1);
      sizeBytes -= 1;
    }
    this.#madeBytes += bytes.length;
    return { bytes, sizeBytes, isQuoted: this.#isQuoted };
  }

  /** Keeps what of the cell lies in this chunk, as far as there is room. */
  #take(end: number): void {
    const sizeBytes = end - this.#partStart;
    if (sizeBytes <= 0) return;
    this.#cellBytes += sizeBytes;
    const room = Math.min(CELL_BYTES - this.#keptBytes, ROW_BYTES - this.#madeBytes);
    const kept = Math.max(0, Math.min(sizeBytes, room));
    if (kept === 0) return;
    this.#parts.push(Buffer.from(this.#chunk.subarray(this.#partStart, this.#partStart + kept)));
    this.#keptBytes += kept;
  }

  /** What of an unfinished row lies in this chunk moves out of it. */
  #carry(): void {
    const { length } = this.#chunk;
    const hasBegun = this.#count > 0 || this.#state !== "start";
    if (!hasBegun) return;
    this.#isPlain = false;
    for (let index = 0; index < Math.min(this.#count, MOST_COLUMNS); index++) {
      if (this.#made.has(index)) continue;
      const cell = this.#cellInPlace(index);
      const room = ROW_BYTES - this.#madeBytes;
      const bytes = Buffer.from(cell.bytes.subarray(0, Math.max(0, room)));
      this.#madeBytes += bytes.length;
      this.#made.set(index, { ...cell, bytes });
    }
    if (this.#state !== "quote-seen") this.#take(length);
    this.#partStart = length;
  }

  #cellInPlace(index: number): ScannedCell {
    const start = this.#starts[index] ?? 0;
    const end = this.#ends[index] ?? 0;
    const bytes = this.#chunk.subarray(start, Math.min(end, start + CELL_BYTES));
    return { bytes, sizeBytes: end - start, isQuoted: false };
  }

  #endRow(next: number, end = next): boolean {
    const start = this.#rowStart;
    const from = start - this.#before;
    const isBlank = this.#count === 1 && this.#isBlankCell();
    const goesOn =
      isBlank ||
      this.#sink({
        start,
        end: this.#before + next,
        count: this.#count,
        plain: this.#isPlain ? this.#chunk.subarray(from, end) : undefined,
        cell: (index) => this.#made.get(index) ?? this.#cellInPlace(index),
      });
    this.#rowStart = this.#before + next;
    this.#count = 0;
    this.#isPlain = true;
    this.#state = "start";
    if (this.#made.size > 0) this.#made = new Map();
    this.#madeBytes = 0;
    return goesOn;
  }

  #isBlankCell(): boolean {
    const { sizeBytes, isQuoted } = this.#made.get(0) ?? this.#cellInPlace(0);
    return sizeBytes === 0 && !isQuoted;
  }
}
