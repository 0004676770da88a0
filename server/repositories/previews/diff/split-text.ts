import type { TextForm } from "#contract/repositories/diff-comparison.ts";
import { detectEncoding } from "../../../platform/formats/tables/text/encoding.ts";

/** A text as lines, and how it was written. */
export type SplitText = {
  lines: string[];
  form: TextForm;
  /** The last line has no line end; an empty text has no lines. */
  isUnended: boolean;
};

const LINE_END = /\r\n|\n|\r/gu;
const NAMES: Readonly<Record<string, TextForm["lineEnds"]>> = {
  "\n": "lf",
  "\r\n": "crlf",
  "\r": "cr",
};

/** A zero byte is in no text, but for UTF-16, which says so or shows it by its pattern. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.includes(0) && !detectEncoding(bytes).label.startsWith("utf-16");
}

export function splitText(bytes: Uint8Array): SplitText {
  const { label, markBytes } = detectEncoding(bytes);
  const text = new TextDecoder(label).decode(bytes.subarray(markBytes));
  const ends = new Set<string>();
  const lines: string[] = [];
  let start = 0;
  for (const match of text.matchAll(LINE_END)) {
    ends.add(match[0]);
    lines.push(text.slice(start, match.index));
    start = match.index + match[0].length;
  }
  const isUnended = start < text.length;
  if (isUnended) lines.push(text.slice(start));
  return {
    lines,
    isUnended,
    form: { encoding: label, lineEnds: lineEndsOf(ends), lines: lines.length },
  };
}

function lineEndsOf(ends: ReadonlySet<string>): TextForm["lineEnds"] {
  const [only] = ends;
  if (only === undefined) return "none";
  return ends.size > 1 ? "mixed" : (NAMES[only] ?? "mixed");
}
