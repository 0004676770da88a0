import { createHash, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository, PUBLIC } from "../../testing/repositories.ts";
import { collectContents } from "../contents/collect-contents.ts";
import { completeUpload, openUpload, readSmallFile, writeUploadPart } from "../index.ts";
import { findStored } from "./find-stored.ts";
import { surveyPaths } from "./survey-paths.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const mallory = await anOrdinaryUser(base);
const ctx = base.as(alice);
const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function anUpload(bytes: Uint8Array, repository = aRepository(ctx, { owner: alice })) {
  const owned = await repository;
  const file = { path: "sent.bin", sizeBytes: bytes.byteLength };
  const { id } = await openUpload(ctx, owned, file);
  const part = { id, offset: 0, source: [bytes], sizeBytes: bytes.byteLength };
  await writeUploadPart(ctx, owned, part);
  await completeUpload(ctx, owned, id);
  return { repository: owned, uploadId: id };
}

it("REP-3: what lies at many paths is told at once, in any revision", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const bytes = randomBytes(100);
  const files = { "a/small.txt": "small\n", "a/large.bin": bytes };
  const first = await aCommit(ctx, repository, { files });
  await aCommit(ctx, repository, { operations: [{ op: "delete", path: "a/small.txt" }] });
  const paths = ["a/small.txt", "a/large.bin", "a", "none", "nul\0", ""];
  const found = (revision: string) => surveyPaths(ctx, repository, { revision, paths });
  const small = {
    type: "file",
    path: "a/small.txt",
    sizeBytes: 6,
    oid: createHash("sha1").update("blob 6\0small\n").digest("hex"),
    sha256: null,
  };
  expect(await found(first.commit)).toContainEqual(small);
  expect((await found("main")).map(({ path }) => path).toSorted()).toEqual(["a", "a/large.bin"]);
  expect(await found("main")).toContainEqual(
    expect.objectContaining({ path: "a/large.bin", sha256: sha256Of(bytes), sizeBytes: 100 }),
  );
});

it("REP-12: of many hashes only those are told that their asker may use", async () => {
  const [own, hidden, shared] = [randomBytes(50), randomBytes(60), randomBytes(70)];
  const theirs = base.as(mallory);
  await aCommit(theirs, await aRepository(theirs, { owner: mallory }), { files: { x: hidden } });
  const open = await aRepository(theirs, { owner: mallory, grants: PUBLIC });
  await aCommit(theirs, open, { files: { y: shared } });
  const { repository } = await anUpload(own);
  const hashes = [own, hidden, shared, randomBytes(1)].map(sha256Of);
  expect((await findStored(ctx, repository, hashes)).toSorted()).toEqual(
    [sha256Of(own), sha256Of(shared)].toSorted(),
  );
});

it("REP-3: many small files travel as one upload, each by its range", async () => {
  const text = Buffer.from("# Notes\n");
  const picture = randomBytes(300);
  const long = Buffer.from("words\n".repeat(5_000));
  const bundle = Buffer.concat([text, picture, long]);
  const { repository, uploadId } = await anUpload(bundle);
  let start = 0;
  const operations = Object.entries({ "a.md": text, "b.png": picture, "c.txt": long }).map(
    ([path, { byteLength }]) => {
      const range = { start, end: (start += byteLength) };
      return { op: "put" as const, path, source: { uploadId, range } };
    },
  );
  const nothing = { uploadId, range: { start: bundle.length, end: bundle.length } };
  const empty = { op: "put" as const, path: "empty", source: nothing };
  const { commit } = await aCommit(ctx, repository, { operations: [...operations, empty] });
  for (const [path, bytes] of Object.entries({ "a.md": text, "b.png": picture, "c.txt": long })) {
    expect(await readSmallFile(ctx, repository, { commit, path })).toEqual(bytes);
  }
  const paths = ["a.md", "b.png", "c.txt", "empty"];
  const found = await surveyPaths(ctx, repository, { revision: commit, paths });
  expect(found.map(({ path, sizeBytes, sha256 }) => [path, sizeBytes, sha256])).toEqual([
    ["a.md", 8, null],
    ["b.png", 300, sha256Of(picture)],
    ["c.txt", 30_000, null],
    ["empty", 0, null],
  ]);
});

it.each([
  [0, 11],
  [-1, 2],
  [6, 5],
])("REP-13: a range from %i to %i, outside of the upload, commits nothing", async (start, end) => {
  const { repository, uploadId } = await anUpload(randomBytes(10));
  const source = { uploadId, range: { start, end } };
  const commit = aCommit(ctx, repository, { operations: [{ op: "put", path: "x", source }] });
  await expect(commit).rejects.toMatchObject({ code: "size-mismatch", extra: { path: "x" } });
});

it("REP-3: what waits for its commit is kept for days, and can be committed then", async () => {
  const bytes = randomBytes(2_000);
  const { repository, uploadId } = await anUpload(bytes);
  const later = ctx.later(3 * 86_400_000);
  await base.db
    .updateTable("content_uploads")
    .set({ uploaded_at: new Date(Date.now() - 3 * 86_400_000) })
    .execute();
  await collectContents(later);
  const { commit } = await aCommit(ctx, repository, {
    operations: [{ op: "put", path: "late.bin", source: { uploadId } }],
  });
  expect(await readSmallFile(ctx, repository, { commit, path: "late.bin" })).toEqual(bytes);
});
