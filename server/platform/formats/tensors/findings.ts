import type { Finding, FindingCode } from "./tensor-file.ts";

const EXAMPLE_LENGTH = 200;

/** Collects what is noteworthy about a file: how often, and the first place. */
export class Findings {
  readonly #found = new Map<FindingCode, Finding>();

  add(code: FindingCode, place: string): void {
    const known = this.#found.get(code);
    if (known === undefined) {
      this.#found.set(code, { code, count: 1, example: place.slice(0, EXAMPLE_LENGTH) });
    } else known.count += 1;
  }

  list(): Finding[] {
    return [...this.#found.values()];
  }
}

/** Where the bytes of a tensor lie, as its header claims; half-open. */
export type Place = { name: string; start: number; end: number };

/** Finds what lies outside of the data, what shares bytes with another, and names given twice. */
export function checkPlaces(
  places: readonly Place[],
  data: { start: number; end: number },
  findings: Findings,
): void {
  const names = new Set<string>();
  for (const { name, start, end } of places) {
    if (names.has(name)) findings.add("duplicate-name", name);
    names.add(name);
    if (start < data.start || end > data.end) findings.add("outside-file", name);
  }
  let taken = data.start;
  for (const { name, start, end } of places.toSorted(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    if (end > start && start < taken) findings.add("overlap", name);
    taken = Math.max(taken, end);
  }
}
