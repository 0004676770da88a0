import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aPng } from "../../testing/pictures.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import {
  createBranch,
  createTag,
  findEntries,
  findEntry,
  getEntry,
  getFile,
  listEntries,
  listEntriesRecursive,
  listTree,
  openFile,
  type Repository,
  resolveRevision,
} from "../index.ts";

const base = await testContext({ environment: { GALLERY_PREVIEW_BYTES: "1000" } });
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  );

async function allPages(
  repository: Repository,
  query: { commit: string; path: string; recursive: boolean },
  between: () => Promise<unknown> = async () => {},
) {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listEntries(ctx, repository, { ...query, cursor, limit: 3 });
    seen.push(...page.items.map(({ path }) => path));
    cursor = page.nextCursor ?? undefined;
    await between();
  } while (cursor !== undefined);
  return seen;
}

const FILES = {
  "a.txt": "1",
  "a/one.txt": "1",
  "a/b/two.txt": "2",
  "a/b.txt": "3",
  "a.b/x.txt": "4",
  b: "5",
  "Z.txt": "6",
  "文.txt": "7",
  "z/1": "1",
  "z/2": "2",
  "z/3": "3",
  "z/4": "4",
};

describe("a listing", () => {
  it("REP-5: is the same page by page, from the index and from the trees", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit } = await aCommit(ctx, repository, { files: FILES });
    const queries = [
      { path: "", recursive: false },
      { path: "a", recursive: false },
      { path: "", recursive: true },
      { path: "a", recursive: true },
    ];
    const indexed = await Promise.all(
      queries.map((query) => allPages(repository, { ...query, commit })),
    );
    expect(indexed[0]).toEqual([
      "a",
      "a.b",
      "z",
      ".gitattributes",
      "Z.txt",
      "a.txt",
      "b",
      "文.txt",
    ]);
    await aCommit(ctx, repository, { files: { "later.txt": "1" } });
    for (const [at, query] of queries.entries()) {
      const fromTrees = await allPages(repository, { ...query, commit });
      const sorted = (paths: string[] | undefined) => (query.recursive ? paths?.toSorted() : paths);
      expect(sorted(fromTrees)).toEqual(sorted(indexed[at]));
    }
  });

  it("REP-5: loses and repeats nothing when the branch moves between two pages", async () => {
    for (const recursive of [true, false]) {
      const repository = await aRepository(ctx, { owner: alice });
      const { commit } = await aCommit(ctx, repository, { files: FILES });
      const query = { commit, path: "", recursive };
      const expected = await allPages(repository, query);
      let moves = 0;
      const move = () => aCommit(ctx, repository, { files: { [`0/${moves++}.txt`]: "1" } });
      expect(await allPages(repository, query, move)).toEqual(expected);
    }
  });

  it("REP-5: of a path that is no folder is not found; every file is walked", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit } = await aCommit(ctx, repository, { files: FILES });
    const list = (path: string) =>
      codeOf(listEntries(ctx, repository, { commit, path, recursive: false, limit: 3 }));
    expect(await list("nowhere")).toBe("entry-not-found");
    expect(await list("b")).toBe("entry-not-found");
    expect(await list("a")).toBe("ok");
    const walked = await Array.fromAsync(listEntriesRecursive(ctx, repository, { commit }));
    expect(walked.map(({ path }) => path).toSorted()).toEqual(
      [...Object.keys(FILES), ".gitattributes"].toSorted(),
    );
    const forged = listEntries(ctx, repository, {
      commit,
      path: "",
      recursive: true,
      limit: 3,
      cursor: "forged",
    });
    expect(await codeOf(forged)).toBe("validation-failed");
  });

  it("REP-5: shows the last commit with its author and time", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { title: "First", files: { "a/x.txt": "1" } });
    await aCommit(ctx, repository, { title: "Second", files: { "b.txt": "1" } });
    const query = { revision: "main", path: "", recursive: false, limit: 10 };
    const { items, commit } = await listTree(ctx, repository, query);
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(items.map(({ name, lastCommit }) => [name, lastCommit?.title])).toEqual([
      ["a", "First"],
      [".gitattributes", "First"],
      ["b.txt", "Second"],
    ]);
    expect(items[0]?.lastCommit?.author).toMatchObject({
      name: alice.name,
      account: { name: alice.name, kind: "user" },
    });
  });
});

describe("a revision", () => {
  it("REP-2: is a branch, a tag, a full name, a commit or its first digits", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit: first } = await aCommit(ctx, repository, { files: { a: "1" } });
    const { commit: head } = await aCommit(ctx, repository, { files: { a: "2" } });
    await createBranch(ctx, repository, { name: "feature/x", startingPoint: first });
    await createTag(ctx, repository, { name: "v1", revision: first, message: "One" });
    const resolve = (revision: string) => resolveRevision(ctx, repository, revision);
    expect(await resolve("main")).toBe(head);
    expect(await resolve("HEAD")).toBe(head);
    expect(await resolve("refs/heads/main")).toBe(head);
    expect(await resolve("feature/x")).toBe(first);
    expect(await resolve("v1")).toBe(first);
    expect(await resolve("refs/tags/v1")).toBe(first);
    expect(await resolve(head)).toBe(head);
    expect(await resolve(head.slice(0, 7))).toBe(head);
    expect(await resolve(first.slice(0, 5).toUpperCase())).toBe(first);
    const other = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, other, { files: { b: "1" } });
    for (const wrong of ["nothing", head.slice(0, 4), "0".repeat(40), "refs/heads/v1", "\0"]) {
      expect(await codeOf(resolve(wrong)), wrong).toBe("revision-not-found");
    }
    expect(await codeOf(resolveRevision(ctx, other, head))).toBe("revision-not-found");
  });
});

describe("a file", () => {
  it("REP-13: tells a hash that its bytes have, small or large", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const large = randomBytes(5_000);
    await aCommit(ctx, repository, { files: { "small.txt": "hello", "large.bin": large } });
    const small = await getFile(ctx, repository, { revision: "main", path: "small.txt" });
    expect(small.sha256).toBe("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    expect(small.contentUrl).toMatch(/\/content\/[0-9a-f]{40}\/small\.txt$/);
    const entry = await getEntry(ctx, repository, { commit: small.commit, path: "large.bin" });
    const file = await openFile(ctx, repository, { commit: small.commit, path: "large.bin" });
    expect(file.etag).toBe(entry.sha256);
    const part = Buffer.concat(await Array.fromAsync(file.read({ start: 10, end: 20 })));
    expect(part).toEqual(large.subarray(10, 20));
  });

  it("REP-5: says how it is shown, and why it is not", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const files = {
      "README.md": "# a",
      "a.py": "1",
      "b.json": "x".repeat(1_001),
      "c.png": aPng(),
      "bomb.png": aPng({ claims: { width: 50_000, height: 50_000 } }),
      "page.png": "<html>",
      "d.safetensors": Buffer.from([0]),
      "d.unknown": Buffer.from([0]),
      "e.svg": "<svg/>",
    };
    await aCommit(ctx, repository, { files });
    const shown = await Promise.all(
      Object.keys(files).map(async (path) => {
        const file = await getFile(ctx, repository, { revision: "main", path });
        return [path, file.preview, file.previewRefusal];
      }),
    );
    expect(shown).toEqual([
      ["README.md", "markdown", null],
      ["a.py", "text", null],
      ["b.json", "none", "too-large"],
      ["c.png", "image", null],
      ["bomb.png", "none", "too-many-pixels"],
      ["page.png", "none", "unreadable"],
      ["d.safetensors", "tensors", null],
      ["d.unknown", "none", "binary"],
      ["e.svg", "text", null],
    ]);
  });

  it("REP-5: is found among many, and the missing ones are left out", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit } = await aCommit(ctx, repository, { files: FILES });
    const query = { commit, paths: ["a", "a/one.txt", "no", "文.txt", ""] };
    const expected = ["a", "a/one.txt", "文.txt"];
    const found = async () => (await findEntries(ctx, repository, query)).map(({ path }) => path);
    expect((await found()).toSorted()).toEqual(expected);
    await aCommit(ctx, repository, { files: { "x.txt": "1" } });
    expect((await found()).toSorted()).toEqual(expected);
    expect(await findEntry(ctx, repository, { commit, path: "b/deeper" })).toBeUndefined();
  });

  it("REP-12: is read through a pointer only where the repository holds the content", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit } = await aCommit(ctx, repository, { files: { "a.bin": randomBytes(10) } });
    await base.db
      .deleteFrom("repository_objects")
      .where("repository_id", "=", repository.id)
      .execute();
    expect(await codeOf(openFile(ctx, repository, { commit, path: "a.bin" }))).toBe(
      "entry-not-found",
    );
  });

  it("REP-6: of two commits with the same bytes has one tag for caches", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const first = await aCommit(ctx, repository, { files: { "a.txt": "1", "b.txt": "1" } });
    const second = await aCommit(ctx, repository, { files: { "b.txt": "2" } });
    const etags = await Promise.all(
      [first, second].map(({ commit }) => openFile(ctx, repository, { commit, path: "a.txt" })),
    );
    expect(etags[0]?.etag).toBe(etags[1]?.etag);
    const git = await asGitRepository(ctx, repository);
    expect((await git("rev-parse", "main:a.txt")).trim()).toBe(etags[0]?.etag);
  });
});
