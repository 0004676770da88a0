import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { collectStorage, convertContents } from "../../repositories/index.ts";
import { Chunker } from "../../platform/formats/xet/chunker.ts";
import { buildXorb } from "../../platform/formats/xet/testing/build.ts";
import { aHubUser, fileLine, testHub } from "../../testing/hub.ts";
import { access, commitFile, fileOf, xetCalls } from "./testing/xet-calls.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const { sendXorb, sendShard } = xetCalls(hub);
const { ctx } = hub;
const hourMs = 3_600_000;

function cut(bytes: Buffer): Buffer[] {
  const chunker = new Chunker();
  const chunks = [...chunker.push(bytes)].map((chunk) => Buffer.from(chunk));
  const last = chunker.finish();
  return last === undefined ? chunks : [...chunks, last];
}

/** A repository with a file that came as chunks, and the next version of it that came whole. */
async function twoVersions({ isAlike = true } = {}) {
  const repo = await owner.client.createRepo();
  const first = Buffer.concat([randomBytes(1_500_000), Buffer.alloc(200_000, "text that packs ")]);
  const by = await access(owner.client, repo);
  const xorb = buildXorb(cut(first));
  await sendXorb(by, xorb);
  const file = fileOf(xorb);
  expect((await sendShard(by, [file])).statusCode).toBe(200);
  expect((await commitFile(owner.client, repo, file)).statusCode).toBe(200);
  const second = isAlike
    ? Buffer.concat([first.subarray(0, 600_000), randomBytes(70_000), first.subarray(600_000)])
    : randomBytes(1_700_000);
  const commit = await owner.client.commit(`/api/models/${repo}/commit/main`, [
    fileLine("model.bin", second),
  ]);
  expect(commit.statusCode).toBe(200);
  return { repo, first, second };
}

const url = (repo: string) => `/${repo}/resolve/main/model.bin`;
const read = async (repo: string) => (await owner.client.get(url(repo))).rawPayload;
const isChunked = async (repo: string) =>
  (await owner.client.head(url(repo))).headers["x-xet-hash"] !== undefined;

async function storedBytes(): Promise<number> {
  const objects = await Array.fromAsync(ctx.store.list());
  return objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** A store whose next read of a whole object waits until it is told to go on. */
function haltingStore() {
  const reading = Promise.withResolvers<undefined>();
  const goOn = Promise.withResolvers<undefined>();
  const { store } = ctx;
  const halting: typeof store = {
    ...store,
    async *read(key, options) {
      reading.resolve(undefined);
      await goOn.promise;
      yield* store.read(key, options);
    },
  };
  return { store: halting, isReading: reading.promise, goOn: () => goOn.resolve(undefined) };
}

describe("REP-12: a whole file beside an earlier version in chunks", () => {
  it("is kept as chunks that the version has, and is read as before by who has begun", async () => {
    const { repo, second } = await twoVersions();
    const before = await storedBytes();
    const { object_key: key } = await ctx.db
      .selectFrom("contents")
      .select("object_key")
      .where("size_bytes", "=", second.length)
      .where("layout", "=", "whole")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    const reading = ctx.store.read(key ?? "")[Symbol.asyncIterator]();
    const begun = [(await reading.next()).value];
    expect(await convertContents(ctx)).toMatchObject({ converted: 1 });
    expect(await isChunked(repo)).toBe(true);
    expect((await read(repo)).equals(second)).toBe(true);
    await collectStorage(ctx);
    for (let next = await reading.next(); next.done !== true; next = await reading.next()) {
      begun.push(next.value);
    }
    expect(Buffer.concat(begun.map((piece) => piece ?? Buffer.alloc(0))).equals(second)).toBe(true);
    await collectStorage(ctx.later(2 * hourMs));
    expect(await storedBytes()).toBeLessThan(before - 1_000_000);
    expect((await read(repo)).equals(second)).toBe(true);
    expect(await convertContents(ctx)).toEqual({ converted: 0, savedBytes: 0 });
  });

  it("stays whole when they have little in common, and is not compared again", async () => {
    const { repo, second } = await twoVersions({ isAlike: false });
    expect(await convertContents(ctx)).toEqual({ converted: 0, savedBytes: 0 });
    expect(await isChunked(repo)).toBe(false);
    expect((await read(repo)).equals(second)).toBe(true);
    const never = () => Promise.reject(new Error("it is read again"));
    const store = { ...ctx.store, read: never as never };
    expect(await convertContents({ ...ctx, store })).toEqual({ converted: 0, savedBytes: 0 });
  });

  it("stays whole when its chunks lie only in what others cannot read", async () => {
    const { repo, second } = await twoVersions();
    const stranger = await aHubUser(hub);
    const theirs = await stranger.client.createRepo({ private: true });
    const commit = await stranger.client.commit(`/api/models/${theirs}/commit/main`, [
      fileLine("model.bin", second),
    ]);
    expect(commit.statusCode).toBe(200);
    expect(await convertContents(ctx)).toMatchObject({ converted: 0 });
    expect(await isChunked(repo)).toBe(false);
  });

  it("is whole again to everybody when the work is cut short anywhere, and is done later", async () => {
    const { repo, second } = await twoVersions();
    const { store } = ctx;
    const failing = () => Promise.reject(new Error("killed"));
    expect(await convertContents({ ...ctx, store: { ...store, write: failing } })).toEqual({
      converted: 0,
      savedBytes: 0,
    });
    let reads = 0;
    const cutShort: typeof store = {
      ...store,
      read(key, options) {
        reads += 1;
        if (reads > 3) throw new Error("killed");
        return store.read(key, options);
      },
    };
    expect(await convertContents({ ...ctx, store: cutShort })).toMatchObject({ converted: 0 });
    expect(reads).toBeGreaterThan(3);
    expect(await isChunked(repo)).toBe(false);
    expect((await read(repo)).equals(second)).toBe(true);
    expect(await convertContents(ctx)).toMatchObject({ converted: 1 });
    expect((await read(repo)).equals(second)).toBe(true);
  });

  it("that is deleted meanwhile stays deleted, and nothing is left of it", async () => {
    const { repo } = await twoVersions();
    const halt = haltingStore();
    const converting = convertContents({ ...ctx, store: halt.store });
    await halt.isReading;
    const [, name = ""] = repo.split("/");
    const body = { type: "model", name };
    await owner.client.send({ method: "DELETE", url: "/api/repos/delete", payload: body });
    await ctx.db.deleteFrom("content_uploads").execute();
    const past = new Date(Date.now() - 48 * hourMs);
    await ctx.db
      .updateTable("contents")
      .set({ last_wanted_at: past, unreferenced_since: past })
      .where("unreferenced_since", "is not", null)
      .execute();
    await collectStorage(ctx);
    halt.goOn();
    expect(await converting).toMatchObject({ converted: 0 });
    expect((await owner.client.get(url(repo))).statusCode).toBe(404);
    const left = await ctx.db
      .selectFrom("contents")
      .select("id")
      .where("unreferenced_since", "is not", null)
      .execute();
    expect(left).toEqual([]);
  });
});
