import { type JsonSink, JsonScanner } from "./json-scanner.ts";

/** Stands where parts of a document were left out. */
export class Dropped {
  count = 0;
  sizeBytes = 0;
}

/** A string of which only the beginning was kept. */
export class CutText {
  readonly text: string;
  readonly droppedBytes: number;

  constructor(text: string, droppedBytes: number) {
    this.text = text;
    this.droppedBytes = droppedBytes;
  }
}

export type PrunedObject = { [key: string]: PrunedJson };
export type PrunedJson =
  | null
  | boolean
  | number
  | string
  | CutText
  | Dropped
  | PrunedJson[]
  | PrunedObject;

/** Names and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** Characters that strings may still take. */
export type TextBudget = { left: number };

export type Pruning = {
  /** Values that may be kept in all. */
  valueLimit: number;
  /** Whether the value at a path is kept; else all below it is left out as well. */
  keeps: (path: JsonPath) => boolean;
  /** A string takes from each of these, and is cut where the first is empty. */
  budgetsOf: (path: JsonPath) => readonly TextBudget[];
  /** Whether a cut string is of no use: it is left out whole and takes nothing. */
  isAtomic: (path: JsonPath) => boolean;
};

/**
 * Reads a JSON document of any size and keeps what `pruning` wants of it.
 * @throws {JsonError} when the bytes are no JSON.
 */
export async function readPrunedJson(
  chunks: AsyncIterable<Uint8Array>,
  pruning: Pruning,
): Promise<PrunedJson> {
  const builder = new PrunedBuilder(pruning, () => scanner.position);
  const scanner = new JsonScanner(builder);
  for await (const chunk of chunks) scanner.write(chunk);
  scanner.finish();
  return builder.root;
}

type Frame = { value: PrunedJson[] | PrunedObject; key: string };
type OpenString = {
  isKept: boolean;
  pieces: string[];
  budgets: readonly TextBudget[];
  taken: number;
  /** Where in the document something was first left out. */
  cutAt: number | undefined;
  start: number;
};

class PrunedBuilder implements JsonSink {
  root: PrunedJson = null;
  readonly #pruning: Pruning;
  readonly #position: () => number;
  readonly #frames: Frame[] = [];
  /** Of the value that is being read. */
  readonly #path: (string | number)[] = [];
  #values = 0;
  /** Brackets open below the outermost value that is left out. */
  #skipped = 0;
  #skippedFrom = 0;
  #string: OpenString | undefined;

  constructor(pruning: Pruning, position: () => number) {
    this.#pruning = pruning;
    this.#position = position;
  }

  begin(kind: "object" | "array"): void {
    if (this.#skipped > 0 || !this.#mayKeep()) {
      if (this.#skipped === 0) this.#skippedFrom = this.#position();
      this.#skipped += 1;
      return;
    }
    const value = kind === "array" ? [] : (Object.create(null) as PrunedObject);
    this.#add(value);
    this.#frames.push({ value, key: "" });
    this.#path.push(kind === "array" ? 0 : "");
  }

  end(): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      // The closing bracket has not been passed yet.
      if (this.#skipped === 0) this.#drop(this.#skippedFrom - 1);
      return;
    }
    this.#frames.pop();
    this.#path.pop();
    this.#next();
  }

  key(name: string): void {
    const frame = this.#frames.at(-1);
    if (this.#skipped > 0 || frame === undefined) return;
    frame.key = name;
    this.#path[this.#path.length - 1] = name;
  }

  beginString(): void {
    if (this.#skipped > 0) return;
    const isKept = this.#mayKeep();
    const budgets = isKept ? this.#pruning.budgetsOf(this.#path) : [];
    const start = this.#position();
    this.#string = { isKept, pieces: [], budgets, taken: 0, cutAt: undefined, start };
  }

  wantsText(): boolean {
    const open = this.#string;
    return open !== undefined && open.isKept && open.cutAt === undefined;
  }

  text(piece: string): void {
    const open = this.#string;
    if (open === undefined) return;
    const room = Math.min(...open.budgets.map(({ left }) => left));
    const kept = piece.length > room ? piece.slice(0, room).toWellFormed() : piece;
    if (kept !== piece) open.cutAt = this.#position() - Buffer.byteLength(piece.slice(room));
    for (const budget of open.budgets) budget.left -= kept.length;
    open.taken += kept.length;
    open.pieces.push(kept);
  }

  endString(): void {
    const open = this.#string;
    this.#string = undefined;
    if (this.#skipped > 0 || open === undefined) return;
    const isUseless = open.cutAt !== undefined && this.#pruning.isAtomic(this.#path);
    if (isUseless) for (const budget of open.budgets) budget.left += open.taken;
    if (!open.isKept || isUseless) {
      this.#drop(open.start);
      return;
    }
    const text = open.pieces.join("");
    const droppedBytes = this.#position() - (open.cutAt ?? 0);
    this.#add(open.cutAt === undefined ? text : new CutText(text, droppedBytes));
    this.#next();
  }

  scalar(value: number | boolean | null): void {
    if (this.#skipped > 0) return;
    if (!this.#mayKeep()) {
      this.#drop(this.#position());
      return;
    }
    this.#add(value);
    this.#next();
  }

  #mayKeep(): boolean {
    return this.#values < this.#pruning.valueLimit && this.#pruning.keeps(this.#path);
  }

  #add(value: PrunedJson): void {
    this.#values += 1;
    this.#put(value);
  }

  #put(value: PrunedJson): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) this.root = value;
    else if (Array.isArray(frame.value)) frame.value.push(value);
    else frame.value[frame.key] = value;
  }

  /** What is left out of a list is one mark at the end of what was kept before. */
  #drop(from: number): void {
    const frame = this.#frames.at(-1);
    const last = Array.isArray(frame?.value) ? frame.value.at(-1) : undefined;
    const mark = last instanceof Dropped ? last : new Dropped();
    mark.count += 1;
    mark.sizeBytes += this.#position() - from;
    if (mark === last) {
      this.#next();
      return;
    }
    // In an object of endless names even the marks are counted.
    if (Array.isArray(frame?.value) || this.#values < this.#pruning.valueLimit) this.#add(mark);
    this.#next();
  }

  #next(): void {
    const step = this.#path.at(-1);
    if (typeof step === "number") this.#path[this.#path.length - 1] = step + 1;
  }
}
