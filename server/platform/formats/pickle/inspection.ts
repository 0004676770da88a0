import { type ImportLevel, worse } from "./judge-import.ts";
import type { RandomAccess } from "../random-access.ts";
import type { PickleImport } from "./import-log.ts";
import type { PickleProblem, PickleScan } from "./scan-pickle.ts";

export type InspectionLimits = {
  /** Archives inside archives. */
  depth: number;
  /** Entries over all archives. */
  entries: number;
  /** Bytes unpacked in all. */
  unpackedBytes: number;
  /** An archive inside a packed one is held in memory up to this size. */
  heldBytes: number;
  /** Steps of each pickle stream. */
  instructions: number;
};

/**
 * - `archive-broken`: its parts contradict each other.
 * - `archive-too-large`, `archive-too-deep`: it unfolds to more than is looked at.
 * - `archive-locked`: encrypted, or packed by a method that is not known here.
 */
export type InspectionProblem =
  | PickleProblem
  | "archive-broken"
  | "archive-too-large"
  | "archive-too-deep"
  | "archive-locked";

export type FoundImport = PickleImport & { place: string };
export type FoundProblem = { code: InspectionProblem; place: string };

/** What is imported is decided while it runs: nobody who means well needs that. */
const DANGEROUS_PROBLEMS: ReadonlySet<InspectionProblem> = new Set(["computed-import"]);

const PLACES_LIMIT = 1000;

/** Unpacked bytes, or entries, have reached what is looked at. */
export class InspectionLimitError extends Error {
  override name = "InspectionLimitError";
}

/** A file, or a part of one, that is being looked into. */
export type Part = {
  inspection: Inspection;
  /** Names of the archive entries on the way here, joined by `/`; "" for the file itself. */
  place: string;
  depth: number;
  visit: Visitor;
};

/** How what lies inside an archive is looked into in turn. */
export type Visitor = {
  file: (file: RandomAccess, part: Part) => Promise<void>;
  /** Bytes that only come in order; their size as claimed, where anything claims it. */
  stream: (open: () => AsyncIterable<Buffer>, part: Part, sizeBytes?: number) => Promise<void>;
};

/** The part of a part that an archive entry is. */
export function inside(part: Part, name: string): Part {
  const place = part.place === "" ? name : `${part.place}/${name}`;
  return { ...part, place, depth: part.depth + 1 };
}

/** What was found in one file, with everything inside it. */
export class Inspection {
  readonly limits: InspectionLimits;
  readonly imports: FoundImport[] = [];
  readonly problems: FoundProblem[] = [];
  pickles = 0;
  /** A packing that was not opened: what it holds is not known. */
  sealed: string | null = null;
  readonly #byKey = new Map<string, FoundImport>();
  #unpackedBytes = 0;
  #entries = 0;

  constructor(limits: InspectionLimits) {
    this.limits = limits;
  }

  get level(): ImportLevel {
    const levels: ImportLevel[] = [
      ...this.imports.map(({ level }) => level),
      ...this.problems.map(({ code }) =>
        DANGEROUS_PROBLEMS.has(code) ? "dangerous" : "suspicious",
      ),
    ];
    return levels.reduce(worse, "safe");
  }

  addPickle(scan: PickleScan, place: string): void {
    this.pickles += scan.pickles;
    for (const found of scan.imports) this.#addImport({ ...found, place });
    for (const code of scan.problems) this.note(code, place);
  }

  /** Several pickles at one place, such as those in each other's bytes, share their imports. */
  #addImport(found: FoundImport): void {
    const key = `${found.place}\n${found.module}\n${found.name}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) {
      known.level = worse(known.level, found.level);
      known.isCalled ||= found.isCalled;
    } else if (this.imports.length < PLACES_LIMIT || found.level === "dangerous") {
      this.#byKey.set(key, found);
      this.imports.push(found);
    }
  }

  note(code: InspectionProblem, place: string): void {
    const isKnown = this.problems.some((known) => known.code === code && known.place === place);
    if (!isKnown && this.problems.length < PLACES_LIMIT) this.problems.push({ code, place });
  }

  notOpened(container: string): void {
    this.sealed ??= container;
  }

  /** @throws {InspectionLimitError} */
  countEntries(entries: number): void {
    this.#entries += entries;
    if (this.#entries > this.limits.entries) throw new InspectionLimitError("too many entries");
  }

  /** Passes unpacked bytes on, and counts them. Throws `InspectionLimitError` on the way. */
  async *count(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      this.#unpackedBytes += chunk.length;
      if (this.#unpackedBytes > this.limits.unpackedBytes) {
        throw new InspectionLimitError("too many unpacked bytes");
      }
      yield chunk;
    }
  }
}
