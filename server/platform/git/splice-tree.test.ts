import { createHash, randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Folder } from "./folder-tree.ts";
import { sourceOf } from "./splice-tree.ts";
import { parseTree, serialiseTree, type TreeEntry } from "./tree.ts";

const oidOf = (text: string) => createHash("sha1").update(text).digest("hex");
const NAMES = [
  "a",
  "a-b",
  "a.txt",
  "ab",
  "b",
  "é",
  "e\u0301",
  "文件",
  "\u{1f600}",
  "z".repeat(200),
];

function anEntry(name: string): TreeEntry {
  const mode = ["100644", "100755", "40000"] as const;
  return { mode: mode[randomInt(3)] ?? "100644", name, oid: oidOf(`${name}${randomInt(1e9)}`) };
}

describe("a folder with a few changes", () => {
  it("REP-2: is written as if all of it were written anew, change after change", () => {
    for (let round = 0; round < 200; round++) {
      const chosen = NAMES.filter(() => randomInt(2) === 0);
      let bytes = serialiseTree(chosen.map(anEntry));
      for (let step = 0; step < 5; step++) {
        const before = parseTree(bytes);
        const folder = new Folder(undefined, before);
        const expected = new Map(before.map((entry) => [entry.name, entry]));
        for (let change = randomInt(5); change >= 0; change--) {
          const name = NAMES[randomInt(NAMES.length)] ?? "";
          if (randomInt(3) === 0) {
            folder.remove(name);
            expected.delete(name);
          } else {
            const entry = anEntry(name);
            folder.set(entry);
            expected.set(name, entry);
          }
        }
        expect(folder.isEmpty).toBe(expected.size === 0);
        const written = folder.serialise();
        expect(written).toEqual(serialiseTree(expected.values()));
        expect(parseTree(Buffer.from(written)), "read anew").toEqual(parseTree(written));
        bytes = written;
      }
    }
  });

  it("is written anew when its bytes are not as git writes them", () => {
    const canonical = serialiseTree([anEntry("a"), anEntry("b")]);
    const old = Buffer.from(
      canonical.toString("latin1").replace(/^(100644|100755|40000)/, "100664"),
      "latin1",
    );
    const entries = parseTree(old);
    expect(sourceOf(entries)).toBeUndefined();
    const folder = new Folder(undefined, entries);
    folder.remove("b");
    expect(folder.serialise().toString("latin1")).toMatch(/^100644 a\0/);
  });
});
