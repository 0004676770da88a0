import type { ByteSpan } from "./object-store.ts";

/**
 * What a Range header asks of a representation. A header that is malformed, has another unit or
 * names several ranges asks for the whole: RFC 9110 §14.2 allows to ignore it.
 */
export type ByteRange =
  | { kind: "whole" }
  | ({ kind: "part" } & ByteSpan)
  | { kind: "unsatisfiable" };

const SINGLE_RANGE = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

export function parseByteRange(header: string | undefined, sizeBytes: number): ByteRange {
  const [, first = "", last = ""] = SINGLE_RANGE.exec(header ?? "") ?? [];
  if (first === "") return last === "" ? { kind: "whole" } : suffix(Number(last), sizeBytes);
  const start = Number(first);
  const end = last === "" ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (last !== "" && Number(last) < start) return { kind: "whole" };
  return start < sizeBytes ? { kind: "part", start, end } : { kind: "unsatisfiable" };
}

/** The last `length` bytes. Of an empty representation they are the whole, not an error. */
function suffix(length: number, sizeBytes: number): ByteRange {
  if (length === 0) return { kind: "unsatisfiable" };
  if (sizeBytes === 0) return { kind: "whole" };
  return { kind: "part", start: Math.max(0, sizeBytes - length), end: sizeBytes };
}
