import type { ByteSpan } from "./object-store.ts";

/** Sets of bytes as sorted spans that neither touch nor overlap. All functions are pure. */
export type ByteSpans = readonly ByteSpan[];

/** The set with one more span in it. */
export function addSpan(spans: ByteSpans, added: ByteSpan): ByteSpan[] {
  if (added.start >= added.end) return [...spans];
  const before = spans.filter((span) => span.end < added.start);
  const after = spans.filter((span) => span.start > added.end);
  const touching = spans.slice(before.length, spans.length - after.length);
  const start = Math.min(added.start, touching[0]?.start ?? added.start);
  const end = Math.max(added.end, touching.at(-1)?.end ?? added.end);
  return [...before, { start, end }, ...after];
}

/** The set without the bytes of a span. */
export function removeSpan(spans: ByteSpans, removed: ByteSpan): ByteSpan[] {
  return spans.flatMap((span) =>
    [
      { start: span.start, end: Math.min(span.end, removed.start) },
      { start: Math.max(span.start, removed.end), end: span.end },
    ].filter(({ start, end }) => start < end),
  );
}

/** What of `wanted` is not in the set. */
export function missingSpans(spans: ByteSpans, wanted: ByteSpan): ByteSpan[] {
  let missing = wanted.start < wanted.end ? [wanted] : [];
  for (const span of spans) {
    if (span.start >= wanted.end) break;
    if (span.end > wanted.start) missing = removeSpan(missing, span);
  }
  return missing;
}

/** Where the unbroken run of bytes that begins at `start` ends; `start` itself when it is empty. */
export function runEnd(spans: ByteSpans, start: number): number {
  return spans.find((span) => span.start <= start && span.end > start)?.end ?? start;
}

export function countBytes(spans: ByteSpans): number {
  return spans.reduce((total, { start, end }) => total + end - start, 0);
}
