import { randomBytes } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit, aRepository } from "../../testing/repositories.ts";
import { openFile } from "../reading/open-file.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);
const bytes = randomBytes(300_000);

/** A file that is opened and not yet read, and the object that holds it. */
async function anOpenFile() {
  const repository = await aRepository(ctx, { owner: alice });
  const { commit } = await aCommit(ctx, repository, { files: { "a.bin": bytes } });
  const file = await openFile(ctx, repository, { commit, path: "a.bin" });
  if (file.objectKey === undefined) throw new Error("it is stored whole");
  return { file, key: file.objectKey };
}

const all = async (chunks: AsyncIterable<Uint8Array>) =>
  Buffer.concat(await Array.fromAsync(chunks));

beforeEach(async () => {
  await base.db.deleteFrom("repository_objects").execute();
  await base.db.deleteFrom("content_uploads").execute();
  await base.db.deleteFrom("contents").execute();
});

it("REP-6: a file that moved to another object once it was opened is read from there", async () => {
  const { file, key } = await anOpenFile();
  const moved = await ctx.store.write([bytes]);
  await base.db
    .updateTable("contents")
    .set({ object_key: moved.key })
    .where("object_key", "=", key)
    .execute();
  await ctx.store.remove(key);
  expect(await all(file.read())).toEqual(bytes);
  expect(await all(file.read({ start: 1000, end: 70_000 }))).toEqual(bytes.subarray(1000, 70_000));
});

it("REP-7: a file that was deleted for good once it was opened is said to be gone", async () => {
  const { file, key } = await anOpenFile();
  await base.db.updateTable("contents").set({ state: "deleting" }).execute();
  await ctx.store.remove(key);
  await expectProblem(all(file.read()), "content-purged");
});

it("a file whose object is lost is damage, and no answer of an owner's", async () => {
  const { file, key } = await anOpenFile();
  await ctx.store.remove(key);
  await expect(all(file.read())).rejects.toThrow(key);
});

it("a reader that stops after the first chunk leaves nothing open", async () => {
  const ended: string[] = [];
  const store: typeof ctx.store = {
    ...ctx.store,
    async *read(key, options) {
      try {
        yield* ctx.store.read(key, options);
      } finally {
        ended.push(key);
      }
    },
  };
  const repository = await aRepository(ctx, { owner: alice });
  const { commit } = await aCommit(ctx, repository, { files: { "a.bin": bytes } });
  const file = await openFile({ ...ctx, store }, repository, { commit, path: "a.bin" });
  for await (const chunk of file.read()) {
    expect(chunk.byteLength).toBeGreaterThan(0);
    break;
  }
  expect(ended).toEqual([file.objectKey]);
});
