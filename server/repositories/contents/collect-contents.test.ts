import { createHash, randomBytes } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { aCommit, aRepository } from "../../testing/repositories.ts";
import { deleteRepository, openUpload, readSmallFile, storeContent } from "../index.ts";
import { markUnreferenced, removeDoomed } from "../store/collection.ts";
import { collectContents } from "./collect-contents.ts";
import { collectOrphans } from "./collect-orphans.ts";

const hourMs = 3_600_000;
const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);
const tomorrow = ctx.later(25 * hourMs);
const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const collect = async (at: TestContext) => ({
  ...(await collectContents(at)),
  ...(await collectOrphans(at)),
});
const objectCount = async () => (await Array.fromAsync(ctx.store.list())).length;

beforeEach(async () => {
  const left = await base.db.selectFrom("repositories").select("id").execute();
  for (const { id } of left) await withTransaction(base.db, (trx) => deleteRepository(trx, id));
  await collect(ctx.later(1_000 * hourMs));
});

it("REP-12: frees a content when its last repository is gone, after the grace time", async () => {
  const bytes = randomBytes(1_000);
  const first = await aRepository(ctx, { owner: alice });
  const second = await aRepository(ctx, { owner: alice });
  await aCommit(ctx, first, { files: { "a.bin": bytes } });
  const { commit } = await aCommit(ctx, second, { files: { "b.bin": bytes } });
  await withTransaction(ctx.db, (trx) => deleteRepository(trx, first.id));
  expect(await collect(tomorrow)).toEqual({ contents: 0, orphans: 0 });
  expect(await readSmallFile(ctx, second, { commit, path: "b.bin" })).toEqual(bytes);
  await withTransaction(ctx.db, (trx) => deleteRepository(trx, second.id));
  expect(await collect(ctx), "the grace time has not passed").toEqual({
    contents: 0,
    orphans: 0,
  });
  expect(await collect(tomorrow)).toEqual({ contents: 1, orphans: 0 });
  expect(await objectCount()).toBe(0);
});

it("REP-12: keeps what an older commit still names", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const bytes = randomBytes(1_000);
  const { commit } = await aCommit(ctx, repository, { files: { "a.bin": bytes } });
  await aCommit(ctx, repository, { operations: [{ op: "delete", path: "a.bin" }] });
  await collect(tomorrow);
  expect(await readSmallFile(ctx, repository, { commit, path: "a.bin" })).toEqual(bytes);
});

it("REP-12: frees the packs of deleted repositories", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const text = randomBytes(20_000).toString("hex");
  const { commit } = await aCommit(ctx, repository, {
    files: { "a.txt": text, "b.txt": `${text}.` },
  });
  expect(await objectCount()).toBe(1);
  await collect(tomorrow);
  const kept = await readSmallFile(ctx, repository, { commit, path: "b.txt" });
  expect(kept?.toString()).toBe(`${text}.`);
  await withTransaction(ctx.db, (trx) => deleteRepository(trx, repository.id));
  expect(await collect(tomorrow)).toEqual({ contents: 0, orphans: 1 });
  expect(await objectCount()).toBe(0);
});

it("REP-12: frees what a crash left between the store and the database, not an upload", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  await ctx.store.write([randomBytes(10)]);
  const file = { path: "x", sizeBytes: 10 };
  const { id } = await openUpload(ctx, repository, file);
  const { staging_key: key } = await base.db
    .selectFrom("upload_sessions")
    .select("staging_key")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const staging = key ?? "";
  await ctx.store.writeStagingPart(staging, { offset: 0, source: [randomBytes(10)] });
  await ctx.store.commitStaging(staging);
  expect(await objectCount()).toBe(2);
  expect(await collect(tomorrow)).toEqual({ contents: 0, orphans: 1 });
  expect(await ctx.store.size(staging)).toBe(10);
});

it("REP-12: a content that is sent again while it is freed lives on", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const bytes = randomBytes(1_000);
  await storeContent(ctx, repository, { source: [bytes] });
  const unwantedSince = new Date(Date.now() + hourMs);
  const [doomed] = await withTransaction(ctx.db, (trx) =>
    markUnreferenced(trx, { unwantedSince, limit: 10 }),
  );
  if (typeof doomed?.objectKey !== "string") throw new Error("nothing was marked");
  const source = { sha256: sha256Of(bytes) };
  const refused = aCommit(ctx, repository, { operations: [{ op: "put", path: "a.bin", source }] });
  await expect(refused, "it counts as gone").rejects.toMatchObject({ code: "content-unknown" });
  const { commit } = await aCommit(ctx, repository, { files: { "a.bin": bytes } });
  await ctx.store.remove(doomed.objectKey);
  expect(await removeDoomed(ctx.db, doomed)).toBe(false);
  expect(await readSmallFile(ctx, repository, { commit, path: "a.bin" })).toEqual(bytes);
});

it("REP-12: runs while others commit, and takes nothing that they name", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const files = Array.from({ length: 20 }, () => randomBytes(300));
  for (const bytes of files) await storeContent(ctx, repository, { source: [bytes] });
  const grown = ctx.later(25 * hourMs);
  await base.db
    .updateTable("contents")
    .set({
      last_wanted_at: new Date(Date.now() - 25 * hourMs),
      unreferenced_since: new Date(Date.now() - 25 * hourMs),
    })
    .execute();
  const commits = files.map((bytes, at) => {
    const source = { sha256: sha256Of(bytes) };
    return aCommit(ctx, repository, {
      operations: [{ op: "put", path: `${at}.bin`, source }],
    }).then(
      ({ commit }) => ({ commit, at, bytes }),
      () => null,
    );
  });
  const [made] = await Promise.all([Promise.all(commits), collect(ctx)]);
  for (const commit of made) {
    if (commit === null) continue;
    const path = `${commit.at}.bin`;
    const stored = await readSmallFile(grown, repository, { commit: commit.commit, path });
    expect(stored).toEqual(commit.bytes);
  }
});
