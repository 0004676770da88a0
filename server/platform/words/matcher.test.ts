import { describe, expect, it } from "vitest";
import { createMatcher } from "./matcher.ts";

describe("PLT-4: searching for all words at once", () => {
  it("finds words that overlap, hold each other, and end each other, in the order of their ends", () => {
    const { find } = createMatcher(["he", "she", "his", "hers", "e"]);
    expect(find("ushers", 10)).toEqual([1, 0, 4, 3]);
    expect(find("hi", 10)).toEqual([]);
    expect(createMatcher([]).find("anything", 10)).toEqual([]);
  });

  it("ends when enough are found", () => {
    expect(createMatcher(["a", "b", "c"]).find("cab", 2)).toEqual([2, 0]);
    expect(createMatcher(["a"]).find("aaaa", 10)).toEqual([0]);
  });

  it("finds what looking for each word finds, over words of one alphabet", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const aText = (length: number) =>
      Array.from({ length }, () => "ab界\u{1F600}"[random(5)]).join("");
    for (let round = 0; round < 300; round += 1) {
      const words = [...new Set(Array.from({ length: 12 }, () => aText(1 + random(5))))];
      const text = aText(40);
      const expected = words.flatMap((word, index) => (text.includes(word) ? [index] : []));
      expect(
        createMatcher(words)
          .find(text, 100)
          .toSorted((a, b) => a - b),
      ).toEqual(expected);
    }
  });

  // CPU time of 10,000 words and 1 MB, medians of five: made in 12 ms, searched in 16 ms (English) and
  // 31 ms (Chinese), after normalising in 20 and 41 ms; one word after the other takes 1600 and 640 ms.
  it("reads each character of a long text once, whatever the number of words", () => {
    const words = Array.from({ length: 10_000 }, (_, index) => `w${index.toString(36)}x`);
    const { find } = createMatcher(words);
    const reads = countReads("wabc ".repeat(200_000));
    expect(find(reads.text, 1)).toEqual([]);
    expect(reads.count()).toBe(1_000_000);
  });
});

/** A text that counts how often one of its characters is asked for. */
function countReads(value: string): { text: string; count: () => number } {
  let count = 0;
  const text = {
    length: value.length,
    charCodeAt: (at: number) => {
      count += 1;
      return value.charCodeAt(at);
    },
  };
  return { text: text as unknown as string, count: () => count };
}
