import { beforeEach, describe, expect, it } from "vitest";
import { diffTrees } from "./diff-trees.ts";
import { EMPTY_TREE_ID } from "./object-id.ts";
import { aFile, MemoryTrees, pick, someFiles, type Files } from "./testing/memory-trees.ts";
import { aRepository, type RealGit } from "./testing/real-git.ts";
import { findPath, findPaths, listFolder } from "./walk-tree.ts";

let trees: MemoryTrees;

beforeEach(() => {
  trees = new MemoryTrees();
});

describe("listing a tree", () => {
  it("gives what git ls-tree gives, in its order", async () => {
    await withGit(async (git) => {
      const files = someFiles(60);
      const root = writeTree(git, files);
      expect(await paths(listFolder(git.reader, root))).toEqual(gitPaths(git, ["ls-tree", root]));
      expect(await paths(listFolder(git.reader, root, { recursive: true }))).toEqual(
        gitPaths(git, ["ls-tree", "-r", "-t", root]),
      );
    });
  });

  it("REP-5: continues behind any entry as if it had never stopped", async () => {
    for (let round = 0; round < 20; round++) {
      const root = trees.build(someFiles(40));
      const folder = await findPath(trees, root, pick(["", "a", "模型"]));
      if (folder?.mode !== "40000") continue;
      const { path } = folder;
      const listing = { path, recursive: round % 4 !== 0 };
      const all = await paths(listFolder(trees, folder.oid, listing));
      for (const [index, after] of all.entries()) {
        const rest = await paths(listFolder(trees, folder.oid, { ...listing, after }));
        expect(rest).toEqual(all.slice(index + 1));
      }
    }
  });

  it("continues at the right place when the entry is gone", async () => {
    const files = new Map(["a", "a.txt", "b/c", "b/e", "d"].map((path) => [path, aFile()]));
    const root = trees.build(files);
    const behind = (after: string) => paths(listFolder(trees, root, { recursive: true, after }));
    expect(await behind("b/d")).toEqual(["b/e", "d"]);
    expect(await behind("b/z")).toEqual(["d"]);
    expect(await behind("a0")).toEqual(["b", "b/c", "b/e", "d"]);
    expect(await behind("a/x")).toEqual(["b", "b/c", "b/e", "d"]);
    expect(await behind("zzz")).toEqual([]);
  });

  it("does not read what lies before the place where it continues", async () => {
    const root = trees.build(wideFiles(500));
    trees.clearReads();
    const listing = listFolder(trees, root, { recursive: true, after: "d400/f" });
    expect((await listing.next()).value?.path).toBe("d401");
    await listing.return();
    expect(trees.reads.trees).toBeLessThan(70);
  });

  it("reads many folders with few queries, and none ahead of an early stop", async () => {
    const root = trees.build(wideFiles(500));
    trees.clearReads();
    expect(await paths(listFolder(trees, root, { recursive: true }))).toHaveLength(1000);
    expect(trees.reads.calls).toBeLessThan(15);
    expect(trees.reads.trees).toBeLessThan(510);
  });

  it("of nothing is empty", async () => {
    expect(await paths(listFolder(trees, EMPTY_TREE_ID))).toEqual([]);
  });
});

describe("finding paths", () => {
  it("finds what is there and leaves out what is not, one query a level", async () => {
    const file = aFile();
    const root = trees.build(
      new Map([
        ["a/b/c", file],
        ["a/x", aFile()],
        ["z", aFile()],
      ]),
    );
    trees.clearReads();
    const wanted = ["", "a", "a/b/c", "z", "nothing", "a/b/c/d", "a/b/", "a//b", "/a", "z/y"];
    const found = await findPaths(trees, root, wanted);
    expect([...found.keys()].toSorted()).toEqual(["", "a", "a/b/c", "z"]);
    expect(found.get("a/b/c")).toEqual({ name: "c", path: "a/b/c", ...file });
    expect(found.get("")).toMatchObject({ mode: "40000", oid: root });
    expect(trees.reads.calls).toBe(3);
  });

  it("costs at most the depth of the path", async () => {
    const root = trees.build(wideFiles(500));
    trees.clearReads();
    expect(await findPath(trees, root, "d250/f")).toMatchObject({ path: "d250/f" });
    expect(trees.reads).toEqual({ calls: 2, trees: 2, segments: 0 });
  });
});

describe("the difference of two trees", () => {
  it("is that of git diff-tree", async () => {
    await withGit(async (git) => {
      for (let round = 0; round < 12; round++) {
        const before = writeTree(git, someFiles(pick([0, 10, 50])));
        const after = writeTree(git, someFiles(pick([0, 10, 50])));
        for (const recursive of [true, false]) {
          const ours = await Array.fromAsync(
            diffTrees(git.reader, { before, after }, { recursive }),
          );
          const lines = ours.flatMap(({ path, before: old, after: fresh }) => {
            const status =
              old && fresh ? (kindOf(old) === kindOf(fresh) ? "M" : "T") : old ? "D" : "A";
            return [status, path];
          });
          const flags = recursive ? ["-r"] : [];
          const args = [
            "diff-tree",
            ...flags,
            "--no-renames",
            "--name-status",
            "-z",
            before,
            after,
          ];
          expect(lines).toEqual(git.run(args).toString("utf8").split("\0").slice(0, -1));
        }
      }
    });
  });

  it("reads only the folders that differ", async () => {
    const files = wideFiles(500);
    const before = trees.build(files);
    const after = trees.build(new Map([...files, ["d007/f", aFile()]]));
    trees.clearReads();
    const differences = await Array.fromAsync(diffTrees(trees, { before, after }));
    expect(differences.map(({ path }) => path)).toEqual(["d007/f"]);
    expect(trees.reads.trees).toBe(4);
  });

  it("with nothing is every file, read with few queries", async () => {
    const root = trees.build(wideFiles(500));
    trees.clearReads();
    const added = await Array.fromAsync(diffTrees(trees, { before: undefined, after: root }));
    expect(added).toHaveLength(500);
    expect(added.every(({ before, after }) => !before && after)).toBe(true);
    expect(trees.reads.calls).toBeLessThan(15);
    const same = await Array.fromAsync(diffTrees(trees, { before: root, after: root }));
    expect(same).toEqual([]);
  });
});

async function withGit(action: (git: RealGit) => Promise<void>): Promise<void> {
  const git = aRepository();
  try {
    await action(git);
  } finally {
    git.remove();
  }
}

function writeTree(git: RealGit, files: Files): string {
  git.run(["read-tree", "--empty"]);
  const lines = [...files].map(([path, { mode, oid }]) => `${mode} ${oid}\t${path}\0`);
  git.run(["update-index", "-z", "--index-info"], { input: lines.join("") });
  return git.text(["write-tree", "--missing-ok"]);
}

function gitPaths(git: RealGit, [command = "", ...args]: string[]): string[] {
  const output = git.run([command, "-z", "--name-only", ...args]).toString("utf8");
  return output.split("\0").slice(0, -1);
}

async function paths(listing: AsyncIterable<{ path: string }>): Promise<string[]> {
  return (await Array.fromAsync(listing)).map(({ path }) => path);
}

function wideFiles(count: number): Files {
  return new Map(
    Array.from({ length: count }, (_, index) => [`d${String(index).padStart(3, "0")}/f`, aFile()]),
  );
}

function kindOf({ mode }: { mode: string }): string {
  return mode.slice(0, 3);
}
