import { expect, it } from "vitest";
import { newEntries } from "./new-entries.ts";
import { hashObject } from "./object-id.ts";
import { pick } from "./testing/memory-trees.ts";
import { serialiseTree, type TreeEntry } from "./tree.ts";

const NAMES = ["a", "a-b", "a.txt", "ab", "b", "é", "文", "😀", "z"];

function someEntries(): TreeEntry[] {
  return NAMES.filter(() => Math.random() < 0.6).map((name) => ({
    name,
    mode: pick(["100644", "40000", "160000", "120000"] as const),
    oid: hashObject("blob", Buffer.from(pick(["1", "2"]))),
  }));
}

const isFolder = ({ mode }: TreeEntry) => mode === "40000";

it("BEY-1: only what differs from all other trees at the same name is new", () => {
  for (let round = 0; round < 3000; round++) {
    const tree = someEntries();
    const bases = Array.from({ length: pick([0, 1, 2]) }, someEntries);
    const expected = tree
      .filter(({ mode }) => mode !== "160000")
      .flatMap((entry) => {
        const namesakes = bases.flatMap((base) =>
          base.filter((other) => other.name === entry.name && isFolder(other) === isFolder(entry)),
        );
        if (namesakes.some(({ oid }) => oid === entry.oid)) return [];
        const baseOids = isFolder(entry) ? namesakes.map(({ oid }) => oid) : [];
        return [{ isFolder: isFolder(entry), oid: entry.oid, baseOids }];
      });
    const found = [...newEntries(serialiseTree(tree), bases.map(serialiseTree))];
    expect(found.toSorted(byText)).toEqual(expected.toSorted(byText));
  }
});

function byText(one: object, other: object): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
