import { createHash, randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { diffTrees } from "./diff-trees.ts";
import { editTree, type EntryChange } from "./edit-tree.ts";
import { readFolderPage } from "./folder-page.ts";
import { EMPTY_TREE_ID, hashObject } from "./object-id.ts";
import { decodeSegments, encodeSegments } from "./segment-list.ts";
import { MemoryTrees } from "./testing/memory-trees.ts";
import { aRepository } from "./testing/real-git.ts";
import { compareNames, parseTree, serialiseTree, type TreeEntry } from "./tree.ts";
import { lookUp, readEntries } from "./tree-reader.ts";
import { EMPTY_TREE, isSplit, type Tree, wholeTree } from "./tree-segment.ts";
import { listFolder } from "./walk-tree.ts";

type Model = Map<string, TreeEntry>;

const HARD_NAMES = ["a", "a-b", "a.txt", "ab", "é", "e\u0301", "文件", "\u{1f600}", "\u212a", "K"];
const MODES = ["100644", "100755", "40000", "120000", "160000"] as const;

const oidOf = (text: string) => createHash("sha1").update(text).digest("hex");
const pickOf = <Item>(items: readonly Item[]) => items[randomInt(items.length)];

/** Names that sort close to each other, some of them hard. */
function aName(width: number): string {
  const hard = pickOf(HARD_NAMES) ?? "";
  const number = String(randomInt(width)).padStart(6, "0");
  return pickOf([`file-${number}.txt`, `file-${number}`, `${hard}${number}`, hard]) ?? "";
}

function anEntry(name: string): TreeEntry {
  const mode = randomInt(3) > 0 ? "100644" : (pickOf(MODES) ?? "100644");
  return { mode, name, oid: oidOf(`${name}${randomInt(1e9)}`) };
}

function aModel(count: number): Model {
  const names = Array.from({ length: count }, () => aName(count * 2));
  return new Map(names.map((name) => [name, anEntry(name)]));
}

const changesOf = (model: Model): EntryChange[] =>
  [...model.values()].map((after) => ({ before: undefined, after }));

/** Changes the model, and tells how. */
function change(model: Model, count: number): EntryChange[] {
  const changes = new Map<string, EntryChange>();
  for (let step = 0; step < count; step++) {
    const isNew = model.size === 0 || randomInt(2) === 0;
    const name = isNew ? aName(model.size * 2 + 1) : (pickOf([...model.keys()]) ?? "");
    if (changes.has(name)) continue;
    const before = model.get(name);
    const after = randomInt(3) === 0 ? undefined : anEntry(name);
    changes.set(name, { before, after });
    if (after === undefined) model.delete(name);
    else model.set(name, after);
  }
  return [...changes.values()];
}

/** Keeps a tree as a database does, so that the next step reads it from there. */
async function keep(trees: MemoryTrees, tree: Tree): Promise<Tree> {
  trees.add([tree]);
  return (await trees.readTrees([tree.oid])).get(tree.oid) ?? EMPTY_TREE;
}

/** In the order of people: folders, then files, by name. */
function listed(model: Model): TreeEntry[] {
  const rank = ({ mode }: TreeEntry) => (mode === "40000" ? 0 : 1);
  return [...model.values()].toSorted(
    (one, other) => rank(one) - rank(other) || compareNames(one.name, other.name),
  );
}

describe("a folder that is edited", () => {
  it("REP-2: is git's tree after any sequence of edits, divided as if written at once", async () => {
    for (const size of [0, 3, 600, 850, 3000]) {
      const trees = new MemoryTrees();
      const model = aModel(size);
      let tree = await keep(trees, await editTree(trees, EMPTY_TREE, changesOf(model)));
      for (let step = 0; step < 12; step++) {
        tree = await keep(
          trees,
          await editTree(trees, tree, change(model, pickOf([1, 9, 300]) ?? 1)),
        );
        const bytes = serialiseTree(model.values());
        expect(tree.oid).toBe(hashObject("tree", bytes));
        expect(tree.sizeBytes).toBe(bytes.length);
        expect(await trees.bytesOf(tree.oid)).toEqual(bytes);
        expect(isSplit(tree)).toBe(bytes.length > 32 * 1024);
        const atOnce = await editTree(trees, EMPTY_TREE, changesOf(model));
        expect(atOnce.segments.map(({ oid }) => oid)).toEqual(tree.segments.map(({ oid }) => oid));
      }
    }
  });

  it("is what git mktree makes of it", async () => {
    const git = aRepository();
    const trees = new MemoryTrees();
    const model = aModel(2000);
    const { oid } = await editTree(trees, EMPTY_TREE, changesOf(model));
    const kinds: Record<string, string> = { "40000": "tree", "160000": "commit" };
    const lines = [...model.values()].map(
      (entry) => `${entry.mode} ${kinds[entry.mode] ?? "blob"} ${entry.oid}\t${entry.name}\0`,
    );
    expect(git.text(["mktree", "--missing", "-z"], { input: lines.join("") })).toBe(oid);
    git.remove();
  });

  it("writes one segment for one entry of 20,000, and reads no more for a name", async () => {
    const trees = new MemoryTrees();
    const model = new Map(
      Array.from({ length: 20_000 }, (_, at) => `file-${String(at * 7).padStart(7, "0")}`).map(
        (name) => [name, { mode: "100644", name, oid: oidOf(name) } as const],
      ),
    );
    const before = await keep(trees, await editTree(trees, EMPTY_TREE, changesOf(model)));
    for (const name of ["file-0070000", "file-0070001", "a", "z"]) {
      const entry: TreeEntry = { mode: "100755", name, oid: oidOf(`changed ${name}`) };
      const changed = { before: model.get(name), after: entry };
      const after = await editTree(trees, before, [changed]);
      expect(after.segments.filter(({ bytes }) => bytes).length).toBeLessThanOrEqual(2);
      await keep(trees, after);
      trees.clearReads();
      const pair = { before: before.oid, after: after.oid };
      const options = { recursive: false };
      expect(await Array.fromAsync(diffTrees(trees, pair, options))).toHaveLength(1);
      expect(trees.reads.segments, "of the difference").toBeLessThanOrEqual(4);
      trees.clearReads();
      expect(await lookUp(trees, [{ tree: after, name }])).toEqual([changed.after]);
      expect(trees.reads.segments).toBeLessThanOrEqual(2);
    }
  });

  it("becomes empty, and whole again when it is small", async () => {
    const trees = new MemoryTrees();
    const model = aModel(1500);
    const full = await keep(trees, await editTree(trees, EMPTY_TREE, changesOf(model)));
    const removals = [...model.values()].map((before) => ({ before, after: undefined }));
    const small = await keep(trees, await editTree(trees, full, removals.slice(3)));
    expect(isSplit(small)).toBe(false);
    expect((await editTree(trees, small, removals.slice(0, 3))).oid).toBe(EMPTY_TREE_ID);
  });

  it("is divided when it was stored whole, and put right when git would write it otherwise", async () => {
    const trees = new MemoryTrees();
    const model = aModel(2000);
    const bytes = serialiseTree(model.values());
    const old = await keep(trees, wholeTree(bytes));
    expect(old).toMatchObject({ oid: hashObject("tree", bytes), segments: { length: 1 } });
    const before = pickOf([...model.values()]);
    const removed = { before, after: undefined };
    model.delete(before?.name ?? "");
    const after = await editTree(trees, old, [removed]);
    expect(after.oid).toBe(hashObject("tree", serialiseTree(model.values())));
    expect(after.segments.length).toBeGreaterThan(3);

    const files = ["a", "b", "c"].map(
      (name) => ({ mode: "100644", name, oid: oidOf(name) }) as const,
    );
    const [a, b, c] = files.map((file) => serialiseTree([file]).toString("latin1"));
    const odd = wholeTree(Buffer.from(`${c}${a?.replace("100644", "100664")}${b}`, "latin1"));
    const edited = await editTree(trees, odd, [{ before: files[1], after: undefined }]);
    const [bytesOfEdited] = await trees.readSegments(edited.segments);
    expect(bytesOfEdited).toEqual(serialiseTree(files.filter(({ name }) => name !== "b")));
  });

  it("refuses names that no tree may have", async () => {
    for (const name of ["", "a/b", "a\0b"]) {
      const after: TreeEntry = { mode: "100644", name, oid: EMPTY_TREE_ID };
      const edited = editTree(new MemoryTrees(), EMPTY_TREE, [{ before: undefined, after }]);
      await expect(edited).rejects.toThrow("is not a name");
    }
  });
});

describe("a folder that is split", () => {
  it("REP-5: reads as one that is whole", async () => {
    for (const size of [5, 500, 2500]) {
      const trees = new MemoryTrees();
      const model = aModel(size);
      const split = await keep(trees, await editTree(trees, EMPTY_TREE, changesOf(model)));
      const whole = new MemoryTrees();
      whole.add([wholeTree(serialiseTree(model.values()))]);
      for (const reader of [trees, whole]) {
        const tree = (await reader.readTrees([split.oid])).get(split.oid) ?? EMPTY_TREE;
        const entries = (await Array.fromAsync(readEntries(reader, tree.segments))).flat();
        expect(entries).toEqual(parseTree(serialiseTree(model.values())));
        const names = Array.from({ length: 100 }, () => aName(size * 2));
        const found = await lookUp(
          reader,
          names.map((name) => ({ tree, name })),
        );
        expect(found).toEqual(names.map((name) => model.get(name)));
        const after = pickOf(entries)?.name ?? "";
        const rest = await Array.fromAsync(listFolder(reader, tree.oid, { after }));
        const at = entries.findIndex(({ name }) => name === after);
        expect(rest.map(({ name }) => name)).toEqual(entries.slice(at + 1).map(({ name }) => name));
      }
    }
  });

  it("REP-5: is paged in the order of names, folders first, from any entry on", async () => {
    for (const size of [20, 3000]) {
      const trees = new MemoryTrees();
      const model = aModel(size);
      const tree = await keep(trees, await editTree(trees, EMPTY_TREE, changesOf(model)));
      const all = listed(model);
      for (let at = -1; at < all.length; at += size < 100 ? 1 : 97) {
        const last = all[at];
        const after = last ? { isFolder: last.mode === "40000", name: last.name } : null;
        const page = await readFolderPage(trees, tree, { after, limit: 50 });
        expect(page).toEqual(all.slice(at + 1, at + 51));
      }
    }
  });

  it("reads for a page what is on it, wherever that begins", async () => {
    const trees = new MemoryTrees();
    const names = Array.from({ length: 50_000 }, (_, at) => `f${String(at).padStart(7, "0")}`);
    const model = new Map(
      names.map((name) => [name, { mode: "100644", name, oid: oidOf(name) } as const]),
    );
    const tree = await keep(trees, await editTree(trees, EMPTY_TREE, changesOf(model)));
    for (const name of [undefined, "f0000001", "f0025000", "f0049900"]) {
      trees.clearReads();
      const after = name === undefined ? null : { isFolder: false, name };
      expect((await readFolderPage(trees, tree, { after, limit: 99 })).length).toBe(99);
      expect(trees.reads.segments).toBeLessThanOrEqual(5);
    }
  });

  it("says so when its list is damaged", async () => {
    const tree = await editTree(new MemoryTrees(), EMPTY_TREE, changesOf(aModel(2000)));
    const list = encodeSegments(tree);
    const stored = tree.segments.map((segment) => ({ ...segment, bytes: undefined }));
    expect(decodeSegments(tree.oid, list)).toEqual({ ...tree, segments: stored });
    expect(() => decodeSegments(tree.oid, list.subarray(0, -1))).toThrow("cut short");
    expect(() => decodeSegments(tree.oid, Buffer.from("100644 a\0"))).toThrow("not a list");
    expect(() => decodeSegments(tree.oid, list.subarray(0, 9))).toThrow("cut short");
  });
});
