import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import { findEntry, getRepositoryById, listEntries, readSmallFile } from "../index.ts";

const base = await testContext({ environment: { GALLERY_LFS_BYTES: "100000" } });
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function paths(repository: Parameters<typeof listEntries>[1], commit: string) {
  const query = { commit, path: "", recursive: true, limit: 1000 };
  return (await listEntries(ctx, repository, query)).items.map(({ path }) => path);
}

describe("the first commit", () => {
  it("REP-2: brings .gitattributes beside the author's files, and real git reads it all", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const packed = randomBytes(20_000).toString("hex");
    const { commit, isNew } = await aCommit(ctx, repository, {
      title: "Begin",
      description: "Two\nlines",
      files: {
        "README.md": "# Hello\n",
        "src/a.py": "print(1)\n",
        "src/deep/b.txt": packed,
        "empty.txt": "",
      },
    });
    expect(isNew).toBe(true);
    const git = await asGitRepository(ctx, repository);
    expect(await git("fsck", "--full", "--strict")).toBe("");
    expect((await git("rev-parse", "main")).trim()).toBe(commit);
    expect(await git("ls-tree", "-r", "--name-only", "main")).toBe(
      ".gitattributes\nREADME.md\nempty.txt\nsrc/a.py\nsrc/deep/b.txt\n",
    );
    expect(await git("log", "-1", "--format=%an|%ae|%B")).toBe(
      `${alice.name}|${alice.name}@users.noreply.127.0.0.1|Begin\n\nTwo\nlines\n\n`,
    );
    expect(await git("show", "main:src/deep/b.txt")).toBe(packed);
    expect(await git("show", "main:.gitattributes")).toContain("*.safetensors filter=lfs");
  });

  it("REP-2: keeps the .gitattributes that the author brings", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit } = await aCommit(ctx, repository, {
      files: { ".gitattributes": "*.foo filter=lfs\n", "a.foo": "text" },
    });
    expect((await findEntry(ctx, repository, { commit, path: "a.foo" }))?.sha256).toBe(
      sha256(Buffer.from("text")),
    );
  });
});

describe("large files", () => {
  it("REP-12: are pointers in git's eyes by size, by attribute and because they are no text", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const files = {
      "big.txt": "x".repeat(100_000),
      "small.txt": "x".repeat(99_999),
      "model.safetensors": "named so",
      picture: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
      latin1: Buffer.from([0xe9, 0x20, 0x61]),
      "empty.bin": "",
      "utf8.txt": `${"a".repeat(511)}é`,
    };
    const { commit } = await aCommit(ctx, repository, { files });
    const large = new Set<string>();
    for (const path of Object.keys(files)) {
      const entry = await findEntry(ctx, repository, { commit, path });
      if (entry?.sha256) large.add(path);
      const bytes = await readSmallFile(ctx, repository, { commit, path });
      expect(bytes, path).toEqual(Buffer.from(files[path as keyof typeof files]));
    }
    expect(large).toEqual(new Set(["big.txt", "model.safetensors", "picture", "latin1"]));
    const git = await asGitRepository(ctx, repository);
    const hash = sha256(Buffer.from("named so"));
    expect(await git("show", "main:model.safetensors")).toBe(
      `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize 8\n`,
    );
  });

  it("REP-12: are stored once over all repositories", async () => {
    const bytes = randomBytes(5000);
    const rows = async () =>
      base.db.selectFrom("contents").select("id").where("sha256", "=", hash).execute();
    const hash = createHash("sha256").update(bytes).digest();
    for (const name of ["a.bin", "b.bin"]) {
      const repository = await aRepository(ctx, { owner: alice });
      await aCommit(ctx, repository, { files: { [name]: bytes, "copy.bin": bytes } });
    }
    expect(await rows()).toHaveLength(1);
    const objects = await Array.fromAsync(ctx.store.list());
    expect(objects.filter(({ sizeBytes }) => sizeBytes === 5000)).toHaveLength(1);
  });
});

describe("a commit", () => {
  it("REP-7: deletes, renames and replaces; a rename keeps the blob", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const first = await aCommit(ctx, repository, {
      files: { "a.txt": "one", "b.txt": "two", "dir/c.txt": "three", "dir/sub/d.txt": "four" },
    });
    const before = await findEntry(ctx, repository, { commit: first.commit, path: "a.txt" });
    const { commit } = await aCommit(ctx, repository, {
      files: { "b.txt": "new" },
      operations: [
        { op: "rename", from: "a.txt", to: "moved/a2.txt" },
        { op: "rename", from: "dir", to: "other" },
        { op: "delete", path: "other/c.txt" },
      ],
    });
    expect(await paths(repository, commit)).toEqual([
      ".gitattributes",
      "b.txt",
      "moved",
      "moved/a2.txt",
      "other",
      "other/sub",
      "other/sub/d.txt",
    ]);
    const after = await findEntry(ctx, repository, { commit, path: "moved/a2.txt" });
    expect(after?.oid).toBe(before?.oid);
    const git = await asGitRepository(ctx, repository);
    expect(await git("fsck", "--full", "--strict", "--no-dangling")).toBe("");
    expect(await git("ls-tree", "-r", "-t", "--name-only", "main")).toBe(
      `${(await paths(repository, commit)).join("\n")}\n`,
    );
  });

  it("REP-2: that changes nothing is no commit", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const first = await aCommit(ctx, repository, { files: { "a.txt": "same" } });
    const again = await aCommit(ctx, repository, { files: { "a.txt": "same" } });
    expect(again).toEqual({ commit: first.commit, isNew: false });
  });

  it("REP-7: knows the last commit and the size of every file and folder", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const first = await aCommit(ctx, repository, {
      files: { "x/a.txt": "1234", "x/y/b.txt": "12", "z.txt": "1" },
    });
    const second = await aCommit(ctx, repository, { files: { "x/y/b.txt": "123456" } });
    const query = { commit: second.commit, path: "", recursive: true, limit: 100 };
    const { items } = await listEntries(ctx, repository, query);
    const known = items.map(({ path, sizeBytes, lastCommit }) => [
      path,
      sizeBytes,
      lastCommit === second.commit ? "second" : lastCommit === first.commit ? "first" : lastCommit,
    ]);
    expect(known.slice(1)).toEqual([
      ["x", 10, "second"],
      ["x/a.txt", 4, "first"],
      ["x/y", 6, "second"],
      ["x/y/b.txt", 6, "second"],
      ["z.txt", 1, "first"],
    ]);
    const now = await getRepositoryById(ctx.db, repository.id);
    expect(now.fileCount).toBe(4);
    expect(now.sizeBytes).toBe(
      items
        .filter(({ type }) => type === "file")
        .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    );
  });

  it("REP-3: turns a file into a folder and back, and the index follows", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { thing: "file" } });
    const folder = await aCommit(ctx, repository, {
      operations: [
        { op: "delete", path: "thing" },
        { op: "put", path: "thing/inner.txt", source: { bytes: Buffer.from("12") } },
      ],
    });
    expect(await paths(repository, folder.commit)).toEqual([
      ".gitattributes",
      "thing",
      "thing/inner.txt",
    ]);
    const back = await aCommit(ctx, repository, {
      operations: [
        { op: "delete-folder", path: "thing/" },
        { op: "put", path: "thing", source: { bytes: Buffer.from("1") } },
      ],
    });
    expect(await paths(repository, back.commit)).toEqual([".gitattributes", "thing"]);
  });
});
