import { problem } from "#contract/problems.ts";

const RANGE = /^bytes=(\d{1,16})-(\d{1,16})?$/u;

/**
 * What a Range header asks for, `end` not included; undefined without one. Where the file ends is
 * not known here: clients ask far beyond it.
 * @throws {Problem} `range-not-satisfiable` when it is not one range of bytes.
 */
export function requestedRange(
  header: string | undefined,
): { start: number; end: number } | undefined {
  if (header === undefined) return undefined;
  const [, first, last] = RANGE.exec(header) ?? [];
  const start = Number(first);
  const end = last === undefined ? Number.MAX_SAFE_INTEGER : Number(last) + 1;
  if (first === undefined || end <= start || !Number.isSafeInteger(end)) {
    throw problem("range-not-satisfiable", { detail: "Range: must be bytes=first-last" });
  }
  return { start, end };
}
