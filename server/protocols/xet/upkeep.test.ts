import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { collectStorage } from "../../repositories/index.ts";
import { hashText } from "../../platform/formats/xet/index.ts";
import { type BuiltXorb, buildXorb, fileHash } from "../../platform/formats/xet/testing/build.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";
import {
  access,
  commitFile,
  fileOf,
  fileOfTerms,
  type SentFile,
  xetCalls,
} from "./testing/xet-calls.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const { sendXorb, sendShard, ask } = xetCalls(hub);
const { db } = hub.ctx;
const hourMs = 3_600_000;

const someChunks = (count: number) => Array.from({ length: count }, () => randomBytes(9000));

/** A repository with one file, made of chunks that were sent before. */
async function publish(file: SentFile) {
  const repo = await owner.client.createRepo();
  const by = await access(owner.client, repo);
  for (const { xorb } of file.terms) await sendXorb(by, xorb);
  expect((await sendShard(by, [file])).statusCode).toBe(200);
  expect((await commitFile(owner.client, repo, file)).statusCode).toBe(200);
  return { repo, by };
}

/** Everything was sent and wanted two days ago, and is looked at now. */
async function grow(): Promise<void> {
  const past = new Date(Date.now() - 48 * hourMs);
  await db.updateTable("xorb_uploads").set({ uploaded_at: past }).execute();
  await db.updateTable("xorbs").set({ last_wanted_at: past, examined_at: past }).execute();
}

const collect = () => collectStorage(hub.ctx.later(0));
const read = async (repo: string) =>
  (await owner.client.get(`/${repo}/resolve/main/model.bin`)).rawPayload;

async function findXorb({ hash }: BuiltXorb) {
  return db.selectFrom("xorbs").selectAll().where("hash", "=", hash).executeTakeFirst();
}

async function xorbsOf(repo: string, file: SentFile): Promise<string[]> {
  const by = await access(owner.client, repo, "read");
  const plan = (await ask(by, `/v1/reconstructions/${hashText(fileHash(file))}`)).json();
  return plan.terms.map(({ hash }: { hash: string }) => hash);
}

describe("REP-12: a xorb of which files need less than half", () => {
  it("is written anew; its files stay as they are, and it goes when its grace time is over", async () => {
    const xorb = buildXorb(someChunks(12));
    const terms = [
      { xorb, first: 10, end: 11 },
      { xorb, first: 2, end: 4 },
      { xorb, first: 3, end: 4 },
    ];
    const file = fileOfTerms(terms);
    const { repo } = await publish(file);
    await grow();
    await collect();
    const [place] = new Set(await xorbsOf(repo, file));
    expect(place).not.toBe(hashText(xorb.hash));
    expect((await read(repo)).equals(file.bytes)).toBe(true);
    const old = await findXorb(xorb);
    expect(old, "somebody may be reading it, or about to name it").toBeDefined();
    await grow();
    await collect();
    expect(await findXorb(xorb)).toBeUndefined();
    await collectStorage(hub.ctx.later(2 * hourMs));
    expect(await hub.ctx.store.size(old?.object_key ?? "")).toBeUndefined();
    expect((await read(repo)).equals(file.bytes)).toBe(true);
    const moved = await db.selectFrom("xorbs").select(["size_bytes", "chunk_count"]).execute();
    expect(moved.filter(({ chunk_count }) => chunk_count === 3)).toHaveLength(1);
  });

  it("stays while anybody may name it, has sent it lately, or files need the half of it", async () => {
    const halfWanted = buildXorb(someChunks(4));
    const fresh = buildXorb(someChunks(12));
    const half = fileOf(halfWanted, 0, 2);
    const little = fileOf(fresh, 0, 2);
    const repos = [await publish(half), await publish(little)];
    await grow();
    await sendXorb(repos[1]?.by ?? (await publish(little)).by, fresh);
    await collect();
    expect(await xorbsOf(repos[0]?.repo ?? "", half)).toEqual([hashText(halfWanted.hash)]);
    expect(await xorbsOf(repos[1]?.repo ?? "", little)).toEqual([hashText(fresh.hash)]);
  });

  it("may still be named by a shard that was on its way", async () => {
    const xorb = buildXorb(someChunks(12));
    const part = fileOf(xorb, 0, 2);
    const { repo, by } = await publish(part);
    await grow();
    await collect();
    expect(await xorbsOf(repo, part)).not.toContain(hashText(xorb.hash));
    // It was told of the old xorb, sent that anew, and names it now.
    await sendXorb(by, xorb);
    const other = fileOf(xorb, 5, 8);
    expect((await sendShard(by, [other])).statusCode).toBe(200);
    expect((await commitFile(owner.client, repo, other)).statusCode).toBe(200);
    await collect();
    expect((await read(repo)).equals(other.bytes)).toBe(true);
    expect(await xorbsOf(repo, other)).toEqual([hashText(xorb.hash)]);
  });

  it("is left as it is when a copy cannot be written whole", async () => {
    const xorb = buildXorb(someChunks(12));
    const file = fileOf(xorb, 3, 5);
    const { repo } = await publish(file);
    await grow();
    const { store } = hub.ctx;
    const ctx = hub.ctx.later(0);
    const write = () => Promise.reject(new Error("the disk is full"));
    await expect(collectStorage({ ...ctx, store: { ...store, write } })).rejects.toThrow("full");
    expect(await xorbsOf(repo, file)).toEqual([hashText(xorb.hash)]);
    expect((await read(repo)).equals(file.bytes)).toBe(true);
    await grow();
    await collect();
    expect(await xorbsOf(repo, file)).not.toEqual([hashText(xorb.hash)]);
    expect((await read(repo)).equals(file.bytes)).toBe(true);
  });
});
