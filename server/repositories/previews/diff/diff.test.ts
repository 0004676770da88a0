import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { aHalfFile } from "../../../platform/formats/tensors/testing/tensor-fixtures.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import { testContext } from "../../../testing/context.ts";
import { expectProblem } from "../../../testing/expect-problem.ts";
import { testServer } from "../../../testing/http.ts";
import { aCommit, aRepository } from "../../../testing/repositories.ts";
import { createBranch, repositoriesRoutes } from "../../index.ts";
import { compareRevisions } from "../../commits/compare-revisions.ts";
import { compareFile } from "./compare-file.ts";

const base = await testContext({ environment: { GALLERY_PREVIEW_BYTES: "100000" } });
const app = await testServer(base, repositoriesRoutes);
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

type Files = Record<string, string | Uint8Array>;

async function twoCommits(before: Files, after: Files) {
  const repository = await aRepository(ctx, { owner: alice });
  const first = await aCommit(ctx, repository, { files: before });
  const second = await aCommit(ctx, repository, { files: after });
  const compare = (path: string, { basePath }: { basePath?: string } = {}) =>
    compareFile(ctx, repository, {
      revision: second.commit,
      base: first.commit,
      path,
      basePath,
      context: 3,
    });
  return { repository, first: first.commit, second: second.commit, compare };
}

describe("a file at two revisions", () => {
  it("REP-5: is compared line by line, also when its bytes are a large file's", async () => {
    const gbk = (last: number) => Buffer.from([0xc4, 0xa3, 0xd0, 0xcd, 0x0a, last]);
    const { compare, first, second } = await twoCommits(
      { "a.txt": "1\n2\n", "old.csv": gbk(0x31) },
      { "a.txt": "1\n3\n", "old.csv": gbk(0x32), "new.txt": "n\n" },
    );
    const text = await compare("a.txt");
    expect(text).toMatchObject({ kind: "text", refusal: null, commit: second, baseCommit: first });
    expect(text.text).toMatchObject({ added: 1, removed: 1 });
    expect((await compare("old.csv")).text).toMatchObject({
      before: { encoding: "gb18030" },
      added: 1,
      removed: 1,
    });
    expect(await compare("new.txt")).toMatchObject({ before: null, text: { added: 1 } });
  });

  it("REP-5: that was renamed is compared with what it was", async () => {
    const { compare } = await twoCommits({ "a.txt": "1\n" }, { "b.txt": "1\n", "c.txt": "2\n" });
    expect(await compare("b.txt", { basePath: "a.txt" })).toMatchObject({ kind: "same" });
    expect((await compare("c.txt", { basePath: "a.txt" })).text).toMatchObject({ removed: 1 });
    await expectProblem(compare("nowhere.txt"), "entry-not-found");
  });

  it("REP-5: of pictures, tensors and binary files is left to others, with the reason", async () => {
    const png = Buffer.from("89504e470d0a1a0a", "hex");
    const { compare } = await twoCommits(
      { "a.png": png, "m.safetensors": aHalfFile({ a: [1] }), "x.bin": "text", "big.txt": "1" },
      {
        "a.png": Buffer.concat([png, png]),
        "m.safetensors": aHalfFile({ b: [1] }),
        "x.bin": randomBytes(3000),
        "big.txt": "x".repeat(100_001),
      },
    );
    expect(await compare("a.png")).toMatchObject({ kind: "image", refusal: null });
    expect(await compare("m.safetensors")).toMatchObject({ kind: "tensors", refusal: null });
    expect(await compare("x.bin")).toMatchObject({ kind: "other", refusal: "binary" });
    expect(await compare("big.txt")).toMatchObject({ kind: "other", refusal: "too-large" });
  });
});

describe("two revisions", () => {
  it("REP-5: tell the files that differ, also where neither comes from the other", async () => {
    const files = { "a.txt": "1", "b.txt": "2", "c.txt": "3" };
    const { repository, first } = await twoCommits(files, { "a.txt": "changed" });
    await createBranch(ctx, repository, { name: "side", startingPoint: first });
    await aCommit(ctx, repository, {
      branch: "side",
      title: "Beside",
      operations: [
        { op: "delete", path: "b.txt" },
        { op: "rename", from: "c.txt", to: "d.txt" },
      ],
    });
    const query = { base: "main", revision: "side" };
    const {
      base: before,
      head,
      changes,
      changeCount,
    } = await compareRevisions(ctx, repository, query);
    expect([before.title, head.title]).toEqual(["Change files", "Beside"]);
    expect(changeCount).toBe(3);
    expect(changes.map(({ path, change, previousPath }) => [path, change, previousPath])).toEqual([
      ["a.txt", "modified", null],
      ["b.txt", "deleted", null],
      ["d.txt", "renamed", "c.txt"],
    ]);
    const same = await compareRevisions(ctx, repository, { base: "side", revision: "side" });
    expect(same.changeCount).toBe(0);
    const nothing = compareRevisions(ctx, repository, { base: "nothing", revision: "side" });
    await expectProblem(nothing, "revision-not-found");
  });

  it("REP-5: of a private repository are not found by strangers", async () => {
    const { repository } = await twoCommits({ "a.txt": "1" }, { "a.txt": "2" });
    const { kind, ownerName, name } = repository;
    for (const path of ["compare/main?base=main", "file-diff/main/a.txt?base=main"]) {
      const { statusCode } = await app.inject({
        url: `/api/v1/repositories/${kind}/${ownerName}/${name}/${path}`,
        headers: { host: "localhost:7860" },
      });
      expect(statusCode, path).toBe(404);
    }
  });
});
