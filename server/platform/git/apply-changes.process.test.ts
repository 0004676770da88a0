import { beforeEach, describe, expect, it } from "vitest";
import { applyChanges, type Change } from "./apply-changes.ts";
import { EMPTY_TREE_ID, hashObject } from "./object-id.ts";
import { aFile, aPath, MemoryTrees, pick, someFiles, type Files } from "./testing/memory-trees.ts";
import { aRepository } from "./testing/real-git.ts";
import { parseTree, type FileMode } from "./tree.ts";
import { listFolder } from "./walk-tree.ts";

let trees: MemoryTrees;

beforeEach(() => {
  trees = new MemoryTrees();
});

type File = { mode: Exclude<FileMode, "40000">; oid: string };

describe("applying changes to a tree", () => {
  it("REP-7: gives the tree and the differences that rebuilding everything gives", async () => {
    for (let round = 0; round < 400; round++) {
      const before = someFiles(pick([0, 1, 5, 30]));
      const { changes, after } = someChanges(before, pick([0, 1, 4, 20]));
      const applied = await apply(before, changes);
      expect({ changes, refused: applied.refused.filter(isNotTwin) }).toEqual({
        changes,
        refused: [],
      });
      expect(applied.rootOid).toBe(new MemoryTrees().build(after));
      expect(sorted(applied.changedPaths)).toEqual(sorted(differences(before, after)));
      expect(await listFiles(applied.rootOid)).toEqual([...after.keys()].toSorted());
    }
  });

  it("writes what git update-index and write-tree write", async () => {
    const git = aRepository();
    const before = someFiles(40);
    const { changes, after } = someChanges(before, 30);
    const applied = await apply(before, changes);
    const lines = [...after].map(([path, { mode, oid }]) => `${mode} ${oid}\t${path}\0`);
    git.run(["update-index", "-z", "--index-info"], { input: lines.join("") });
    expect(applied.rootOid).toBe(git.text(["write-tree", "--missing-ok"]));
    git.remove();
  });

  it("removes folders that become empty, up to the root", async () => {
    const before = new Map([["a/b/c/d", aFile()]]);
    const applied = await apply(before, [{ kind: "delete", path: "a/b/c/d" }]);
    expect(applied.rootOid).toBe(EMPTY_TREE_ID);
  });

  it("begins with nothing at all", async () => {
    const file = plainFile();
    const changes: Change[] = [{ kind: "put", path: "a/b", ...file }];
    const applied = await applyChanges(trees, EMPTY_TREE_ID, changes);
    expect(applied.rootOid).toBe(trees.build(new Map([["a/b", file]])));
    expect(trees.reads.calls).toBe(0);
  });

  it("says that nothing changed when the same content is put again", async () => {
    const before = new Map([["a/b", plainFile()]]);
    const same: Change[] = [...before].map(([path, file]) => ({ kind: "put", path, ...file }));
    const applied = await apply(before, same);
    expect(applied).toMatchObject({ rootOid: trees.build(before), changedPaths: [] });
    expect(applied.newTrees.size).toBe(0);
  });

  it("replaces a file by a folder and a folder by a file within one commit", async () => {
    const [x, y, one, two] = [plainFile(), plainFile(), plainFile(), plainFile()];
    const before = new Map([
      ["a", x],
      ["b/c", y],
    ]);
    const changes: Change[] = [
      { kind: "delete", path: "a" },
      { kind: "put", path: "a/inside", ...one },
      { kind: "delete-folder", path: "b" },
      { kind: "put", path: "b", ...two },
    ];
    const applied = await apply(before, changes);
    expect(applied.rootOid).toBe(
      trees.build(
        new Map([
          ["a/inside", one],
          ["b", two],
        ]),
      ),
    );
    expect(applied.changedPaths).toHaveLength(4);
  });

  it("tells a file of a deleted folder that comes back changed as one difference", async () => {
    const [kept, old, fresh] = [plainFile(), plainFile(), plainFile()];
    const before = new Map([
      ["d/kept", kept],
      ["d/old", old],
      ["d/deep/gone", old],
    ]);
    const applied = await apply(before, [
      { kind: "delete-folder", path: "d" },
      { kind: "put", path: "d/kept", ...kept },
      { kind: "put", path: "d/old", ...fresh },
    ]);
    expect(sorted(applied.changedPaths)).toEqual([
      { path: "d/deep/gone", before: old },
      { path: "d/old", before: old, after: fresh },
    ]);
  });
});

describe("changes that are refused", () => {
  it.each([
    ["path-invalid", { kind: "put", path: "a/../b" }, "the segment '..'"],
    ["path-invalid", { kind: "put", path: ".git/hooks/x" }, "git reserves"],
    ["file-in-the-way", { kind: "put", path: "file/below" }, "below 'file', which is a file"],
    ["file-in-the-way", { kind: "put", path: "folder/inner/x/y" }, "below 'folder/inner', which"],
    ["folder-in-the-way", { kind: "put", path: "folder" }, "is a folder"],
    ["path-missing", { kind: "delete", path: "nothing" }, "does not exist"],
    ["path-missing", { kind: "delete", path: "folder/nothing" }, "does not exist"],
    ["path-missing", { kind: "delete", path: "file/below" }, "does not exist"],
    ["path-missing", { kind: "delete", path: "" }, "does not exist"],
    ["path-missing", { kind: "delete", path: "/file" }, "does not exist"],
    ["folder-in-the-way", { kind: "delete", path: "folder" }, "is a folder"],
    ["file-in-the-way", { kind: "delete-folder", path: "file" }, "is a file"],
    ["path-missing", { kind: "delete-folder", path: "nothing" }, "does not exist"],
  ] as const)("REP-4: %s for %j", async (code, change, reason) => {
    const before = new Map([
      ["file", aFile()],
      ["folder/inner", aFile()],
    ]);
    const full: Change = change.kind === "put" ? { ...change, ...plainFile() } : change;
    const { refused } = await apply(before, [full]);
    expect(refused).toEqual([{ path: change.path, code, reason: expect.stringContaining(reason) }]);
  });

  it("are all named, with their paths", async () => {
    const { refused } = await apply(new Map(), [
      { kind: "delete", path: "a" },
      { kind: "put", path: "fine", ...plainFile() },
      { kind: "put", path: "//", ...plainFile() },
      { kind: "put", path: "fine/x", ...plainFile() },
    ]);
    expect(refused.map(({ path }) => path)).toEqual(["a", "//", "fine/x"]);
  });

  it("include names that only normalisation tells apart, in folders as well", async () => {
    const before = new Map([
      ["caf\u00e9/menu", aFile()],
      ["x", aFile()],
    ]);
    const { refused } = await apply(before, [
      { kind: "put", path: "cafe\u0301/other", ...plainFile() },
    ]);
    expect(refused).toMatchObject([{ code: "name-twin", path: "cafe\u0301" }]);
    const both = await apply(before, [
      { kind: "put", path: "n\u00f1", ...plainFile() },
      { kind: "put", path: "nn\u0303", ...plainFile() },
    ]);
    expect(both.refused.map(({ code }) => code)).toEqual(["name-twin", "name-twin"]);
    const decomposed = new Map([["nn\u0303", aFile()]]);
    const composed = await apply(decomposed, [{ kind: "put", path: "n\u00f1", ...plainFile() }]);
    expect(composed.refused).toMatchObject([{ code: "name-twin", path: "n\u00f1" }]);
    const renamed = await apply(before, [
      { kind: "delete", path: "caf\u00e9/menu" },
      { kind: "put", path: "cafe\u0301/menu", ...plainFile() },
    ]);
    expect(renamed.refused).toEqual([]);
  });

  it("do not include names that only case tells apart", async () => {
    const before = new Map([["a/README.md", aFile()]]);
    const applied = await apply(before, [{ kind: "put", path: "a/readme.md", ...plainFile() }]);
    expect(applied.refused).toEqual([]);
  });
});

describe("the cost of changes", () => {
  it("REP-4: 20,000 files need one read for each level and only the touched folders", async () => {
    const before = new Map<string, File>();
    for (let index = 0; index < 30_000; index++) {
      before.set(`d${index % 300}/e${index % 3000}/${index}`, plainFile());
    }
    const root = trees.build(before);
    trees.clearReads();
    const changes: Change[] = [...before.keys()].slice(0, 20_000).flatMap((path, index) => {
      if (index % 1000 < 300) return [{ kind: "put", path, ...plainFile() }];
      return index % 1000 < 310 ? [{ kind: "put", path: `new/${index}`, ...plainFile() }] : [];
    });
    const { refused, newTrees } = await applyChanges(trees, root, changes);
    expect(refused).toEqual([]);
    const touched = new Set(changes.flatMap(({ path }) => foldersAbove(path)));
    expect(newTrees.size).toBe(touched.size);
    expect(trees.reads.calls).toBe(3);
    expect(trees.reads.trees).toBeLessThanOrEqual(touched.size);
  });
});

async function apply(before: Files, changes: readonly Change[]) {
  const applied = await applyChanges(trees, trees.build(before), changes);
  trees.add(applied.newTrees.values());
  for (const oid of applied.newTrees.keys()) {
    const bytes = await trees.bytesOf(oid);
    expect(hashObject("tree", bytes)).toBe(oid);
    expect(parseTree(bytes)).toBeDefined();
  }
  return applied;
}

/** Random changes, each of them possible when its turn comes, and what they lead to. */
function someChanges(before: Files, count: number): { changes: Change[]; after: Files } {
  const after = new Map(before);
  const changes: Change[] = [];
  for (let step = 0; step < count; step++) {
    const change = aChange(after);
    if (!change) continue;
    changes.push(change);
    if (change.kind === "put") after.set(change.path, { mode: change.mode, oid: change.oid });
    else {
      for (const path of after.keys()) {
        if (path === change.path || path.startsWith(`${change.path}/`)) after.delete(path);
      }
    }
  }
  return { changes, after };
}

function aChange(files: Files): Change | undefined {
  const paths = [...files.keys()];
  const kind = pick(["put", "put", "delete", "delete-folder"] as const);
  if (kind === "put") {
    const path = aPath();
    const clashes = paths.some(
      (other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
    );
    return clashes ? undefined : { kind, path, ...plainFile() };
  }
  const choices = kind === "delete" ? paths : paths.flatMap((path) => foldersAbove(path).slice(1));
  return choices.length === 0 ? undefined : { kind, path: pick(choices) };
}

function differences(before: Files, after: Files) {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [old, fresh] = [before.get(path), after.get(path)];
    if (old?.oid === fresh?.oid && old?.mode === fresh?.mode) return [];
    return [{ path, ...(old && { before: old }), ...(fresh && { after: fresh }) }];
  });
}

async function listFiles(root: string): Promise<string[]> {
  const entries = await Array.fromAsync(listFolder(trees, root, { recursive: true }));
  return entries
    .filter(({ mode }) => mode !== "40000")
    .map(({ path }) => path)
    .toSorted();
}

function foldersAbove(path: string): string[] {
  const segments = path.split("/").slice(0, -1);
  return ["", ...segments.map((_, index) => segments.slice(0, index + 1).join("/"))];
}

function plainFile(): File {
  return { mode: "100644", oid: aFile().oid };
}

function sorted<T extends { path: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function isNotTwin({ code }: { code: string }): boolean {
  return code !== "name-twin";
}
