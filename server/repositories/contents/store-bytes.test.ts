import { createHash, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository } from "../../testing/repositories.ts";
import { openFile } from "../reading/open-file.ts";
import { storeBytes } from "./store-bytes.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const objectCount = async () => (await Array.fromAsync(ctx.store.list())).length;

it("REP-13: files of a commit that are many and large are all there, equal ones once", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const objects = await objectCount();
  const distinct = Array.from({ length: 1200 }, () => randomBytes(700));
  const files = Object.fromEntries(
    [...distinct, ...distinct.slice(0, 100)].map((bytes, at) => [`d/${at}.bin`, bytes]),
  );
  const { commit } = await aCommit(ctx, repository, { files });
  expect(await objectCount()).toBe(objects + distinct.length);
  for (const at of [0, 599, 1199, 1250]) {
    const file = await openFile(ctx, repository, { commit, path: `d/${at}.bin` });
    expect(Buffer.concat(await Array.fromAsync(file.read()))).toEqual(files[`d/${at}.bin`]);
  }
});

it("REP-13: bytes that are there are not stored again, and come in the order that was asked", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const [known, fresh] = [randomBytes(900), randomBytes(900)];
  const [first] = await storeBytes(ctx, repository, [known]);
  const objects = await objectCount();
  const stored = await storeBytes(ctx, repository, [fresh, known, fresh]);
  expect(stored.map((content) => content.sha256)).toEqual([fresh, known, fresh].map(sha256));
  expect(stored[1]).toEqual(first);
  expect(await objectCount()).toBe(objects + 1);
});

it("REP-13: several who store the same bytes at once all get the one content", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const objects = await objectCount();
  const files = Array.from({ length: 60 }, () => randomBytes(300));
  const stored = await Promise.all(
    [files, files.toReversed(), files].map((order) => storeBytes(ctx, repository, order)),
  );
  const ids = stored.map((contents) => new Set(contents.map(({ id }) => id)));
  expect(ids[0]).toEqual(ids[1]);
  expect(ids[0]).toEqual(ids[2]);
  expect(await objectCount()).toBe(objects + files.length);
});
