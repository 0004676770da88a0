import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import { type Change, type Entry, listEntries, type Repository } from "../index.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

const rename = (from: string, to: string) => ({ op: "rename" as const, from, to });

const put = (path: string, text: string): Change => ({
  op: "put",
  path,
  source: { bytes: Buffer.from(text) },
});

/** Paths as the index of the branch lists them, and as git does. */
async function pathsOf(repository: Repository, commit: string): Promise<string[]> {
  const query = { commit, path: "", recursive: true, limit: 1000 };
  const { items } = await listEntries(ctx, repository, query);
  const indexed = items.filter(({ type }) => type === "file").map(({ path }) => path);
  const git = await asGitRepository(ctx, repository);
  const listed = await git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", commit);
  expect(indexed.toSorted()).toEqual(listed.trim().split("\n").toSorted());
  expect(await git("fsck", "--full", "--strict")).not.toContain("error");
  return indexed.filter((path) => path !== ".gitattributes").toSorted();
}

describe("REP-7: a folder that is renamed", () => {
  it("moves with all that is in it, and folders that become empty go", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const files = { "a/b/one.txt": "1", "a/b/deep/two.bin": randomBytes(300), "keep.txt": "k" };
    await aCommit(ctx, repository, { files });
    const { commit } = await aCommit(ctx, repository, { operations: [rename("a/b", "文件/c")] });
    expect(await pathsOf(repository, commit)).toEqual([
      "keep.txt",
      "文件/c/deep/two.bin",
      "文件/c/one.txt",
    ]);
  });

  it("may come with other changes of the same commit, before and behind it", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { "a/1.txt": "1", "a/2.txt": "2", "b/3.txt": "3" } });
    const { commit } = await aCommit(ctx, repository, {
      files: { "a/new.txt": "new" },
      operations: [
        { op: "delete", path: "a/2.txt" },
        rename("a", "c"),
        rename("b", "c/b"),
        { op: "put", path: "a/again.txt", source: { bytes: Buffer.from("again") } },
        rename("c/b/3.txt", "three.txt"),
      ],
    });
    expect(await pathsOf(repository, commit)).toEqual([
      "a/again.txt",
      "c/1.txt",
      "c/new.txt",
      "three.txt",
    ]);
  });

  it("is refused onto itself's inside, onto what is there, and below a file", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const files = { "a/1.txt": "1", "b/2.txt": "2", "caf\u00e9/x": "x", file: "f" };
    const { commit } = await aCommit(ctx, repository, { files });
    const attempt = (from: string, to: string) =>
      aCommit(ctx, repository, { operations: [rename(from, to)] });
    expect(await attempt("a", "a"), "onto itself").toEqual({ commit, isNew: false });
    for (const to of ["a/inside", "b", "file", "file/below", "cafe\u0301"]) {
      await expectProblem(attempt("a", to), "path-conflict");
    }
    await expectProblem(attempt("nothing", "c"), "entry-not-found");
    await expectProblem(attempt("a", "../out"), "path-invalid");
  });

  it("may have a path of 4,096 bytes, and not one of 4,097 anywhere below", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const deep = Array.from({ length: 16 }, () => "d".repeat(254)).join("/");
    const longest = `${deep}/${"f".repeat(4096 - deep.length - 1)}`;
    expect(Buffer.byteLength(longest)).toBe(4096);
    const made = await aCommit(ctx, repository, { files: { [longest]: "deep" } });
    expect(await pathsOf(repository, made.commit)).toEqual([longest]);
    const top = "d".repeat(254);
    const longer = aCommit(ctx, repository, { operations: [rename(top, `${top}d`)] });
    await expectProblem(longer, "path-invalid");
    const { commit } = await aCommit(ctx, repository, {
      operations: [rename(top, "e".repeat(254))],
    });
    expect(await pathsOf(repository, commit)).toEqual([longest.replace(top, "e".repeat(254))]);
  });

  it("is indexed as if its files had moved one by one, with sizes and last commits", async () => {
    const files = {
      "a/b/1.txt": "one",
      "a/b/deep/2.bin": randomBytes(2000),
      "c/3.txt": "three",
      "c/文/4.txt": "4",
      "keep.txt": "k",
    };
    const moves = [
      rename("a/b", "c/x/y"),
      rename("c/文", "top"),
      rename("c", "文/d"),
      rename("文/d/x/y/deep", "文/d/x/deep"),
    ];
    const index = async (others: readonly Change[]) => {
      const repository = await aRepository(ctx, { owner: alice });
      await aCommit(ctx, repository, { files });
      const states = [];
      for (const move of moves) {
        const { commit } = await aCommit(ctx, repository, { operations: [move, ...others] });
        const query = { commit, path: "", recursive: true, limit: 1000 };
        const { items } = await listEntries(ctx, repository, query);
        await pathsOf(repository, commit);
        const isNow = (entry: Entry) => entry.lastCommit === commit;
        states.push(items.map((entry) => ({ ...entry, lastCommit: isNow(entry) })));
      }
      return states;
    };
    const alone = await index([]);
    // With a change beside it that changes nothing, a rename is taken file by file.
    expect(alone).toEqual(await index([put("keep.txt", files["keep.txt"])]));
    const sizes = new Map(alone.at(-1)?.map(({ path, sizeBytes }) => [path, sizeBytes]));
    expect(sizes.get("文")).toBe(2008);
    expect(sizes.has("a")).toBe(false);
  });

  it("may lie 64 levels deep, and not 65", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const deep = Array.from({ length: 61 }, () => "d").join("/");
    await aCommit(ctx, repository, { files: { [`a/${deep}/f`]: "deep" } });
    const deeper = aCommit(ctx, repository, { operations: [rename("a", "b/c/d")] });
    await expectProblem(deeper, "path-invalid");
    const { commit } = await aCommit(ctx, repository, { operations: [rename("a", "b/c")] });
    expect(await pathsOf(repository, commit)).toEqual([`b/c/${deep}/f`]);
  });

  it("is one of two writers' changes or the other's, never half of both", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { "a/1.txt": "1", "a/2.txt": "2" } });
    const [one, other] = await Promise.allSettled([
      aCommit(ctx, repository, { operations: [rename("a", "b")] }),
      aCommit(ctx, repository, { operations: [rename("a", "c")] }),
    ]);
    const done = [one, other].flatMap((result) =>
      result.status === "fulfilled" ? [result.value.commit] : [],
    );
    expect(done).toHaveLength(1);
    const paths = await pathsOf(repository, done[0] ?? "");
    expect([
      ["b/1.txt", "b/2.txt"],
      ["c/1.txt", "c/2.txt"],
    ]).toContainEqual(paths);
  });
});
