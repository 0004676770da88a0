import { describe, expect, it } from "vitest";
import { editDistance, maxEdits, swappedNeighbours } from "./spelling.ts";

/** By its definition, for all ways of aligning two words. */
function slowDistance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  const options = [
    slowDistance(restA, b) + 1,
    slowDistance(a, restB) + 1,
    slowDistance(restA, restB) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) {
    options.push(slowDistance(a.slice(2), b.slice(2)) + 1);
  }
  return Math.min(...options);
}

describe("similar words", () => {
  it.each([
    ["llama", "llama", 0],
    ["lama", "llama", 1],
    ["lalma", "llama", 1],
    ["llsma", "llama", 1],
    ["llamaa", "llama", 1],
    ["clasificaton", "classification", 2],
    ["图象分类", "图像分类", 1],
    ["𠀀a", "𠀁a", 1],
  ])("%s is %s with %i wrong", (one, other, distance) => {
    expect(editDistance(one, other, 2)).toBe(distance);
    expect(editDistance(other, one, 2)).toBe(distance);
  });

  it("a distance above the limit is only known to be above it", () => {
    expect(editDistance("transformer", "t", 2)).toBe(3);
    expect(editDistance("abcdef", "uvwxyz", 2)).toBe(3);
  });

  it("is what the definition says, for all short words over three letters", () => {
    const words = [""];
    for (let at = 0; words.length < 121; at += 1) {
      for (const letter of "abc") words.push(`${words[at] ?? ""}${letter}`);
    }
    for (const one of words) {
      for (const other of words) {
        expect(editDistance(one, other, 9)).toBe(slowDistance(one, other));
      }
    }
  });

  it("longer words may have more wrong", () => {
    expect(["bert", "llamas", "whispers", "图像分类", "自然语言处理模型"].map(maxEdits)).toEqual([
      1, 1, 2, 1, 1,
    ]);
  });

  it("swaps each two neighbours", () => {
    expect(swappedNeighbours("abc")).toEqual(["bac", "acb"]);
    expect(swappedNeighbours("a")).toEqual([]);
  });
});
