import { describe, expect, it } from "vitest";
import { addSpan, countBytes, missingSpans, removeSpan, runEnd } from "./byte-spans.ts";
import type { ByteSpan } from "./object-store.ts";

const SIZE = 40;

function toBits(spans: readonly ByteSpan[]): boolean[] {
  const bits = Array.from({ length: SIZE }, () => false);
  for (const { start, end } of spans) bits.fill(true, start, end);
  return bits;
}

function randomSpan(): ByteSpan {
  const [start = 0, end = 0] = [Math.random(), Math.random()]
    .map((value) => Math.floor(value * (SIZE + 1)))
    .toSorted((a, b) => a - b);
  return { start, end };
}

describe("sets of byte spans", () => {
  it("agree with a set of single bytes, whatever is added and removed", () => {
    for (let round = 0; round < 300; round++) {
      let spans: ByteSpan[] = [];
      const bits = toBits([]);
      for (let step = 0; step < 12; step++) {
        const span = randomSpan();
        const isAdded = Math.random() < 0.6;
        spans = isAdded ? addSpan(spans, span) : removeSpan(spans, span);
        bits.fill(isAdded, span.start, span.end);
        expect(toBits(spans)).toEqual(bits);
      }
      expect(countBytes(spans)).toBe(bits.filter(Boolean).length);
      const wanted = randomSpan();
      const missing = toBits(missingSpans(spans, wanted));
      expect(missing).toEqual(
        bits.map((bit, index) => !bit && index >= wanted.start && index < wanted.end),
      );
    }
  });

  it("are sorted and never touch", () => {
    let spans: ByteSpan[] = [];
    for (const start of [8, 0, 4, 2, 6]) spans = addSpan(spans, { start, end: start + 2 });
    expect(spans).toEqual([{ start: 0, end: 10 }]);
  });

  it("tell how far an unbroken run goes", () => {
    const spans = [
      { start: 0, end: 5 },
      { start: 7, end: 9 },
    ];
    expect([0, 4, 5, 6, 7, 20].map((start) => runEnd(spans, start))).toEqual([5, 5, 5, 6, 9, 20]);
  });
});
