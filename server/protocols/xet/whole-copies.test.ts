import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { collectStorage } from "../../repositories/index.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";
import { type SentFile, xetCalls } from "./testing/xet-calls.ts";

/** Room for one file of these tests, not for two. */
const hub = await testHub({ environment: { GALLERY_WHOLE_COPY_BYTES: "100000" } });
const owner = await aHubUser(hub);
const { publish } = xetCalls(hub);
const { db, store } = hub.ctx;

beforeAll(() => hub.ctx.jobs.start());

const read = (repo: string, headers: Record<string, string> = {}) =>
  owner.client.get(`/${repo}/resolve/main/model.bin`, headers);

/** Downloads a file twice, which is often. */
async function readOften(repo: string): Promise<void> {
  for (let times = 0; times < 2; times++) expect((await read(repo)).statusCode).toBe(200);
}

async function contentOf({ sha256 }: SentFile) {
  return db
    .selectFrom("contents")
    .select(["id", "layout", "object_key"])
    .where("sha256", "=", Buffer.from(sha256, "hex"))
    .executeTakeFirst();
}

/** The object of a copy, as soon as it is there. */
async function copyOf(file: SentFile): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const key = (await contentOf(file))?.object_key;
    if (typeof key === "string") return key;
    await wait(50);
  }
  throw new Error("no copy was made");
}

/** No copy was read for two days. */
async function leaveUnread(): Promise<void> {
  const past = new Date(Date.now() - 2 * 86_400_000);
  await db.updateTable("whole_copies").set({ read_at: past }).execute();
}

/** When this resolves, a copy of the file was asked for and not made. */
async function refused(file: SentFile): Promise<void> {
  const content = await contentOf(file);
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await sql`
      select from jobs.job where name = 'repositories.keep-whole-copy' and state = 'completed'
        and data ->> 'contentId' = ${String(content?.id)}`.execute(db);
    if (rows.length > 0) break;
    await wait(50);
  }
  expect((await contentOf(file))?.object_key).toBeNull();
}

describe("REP-6: a chunked file that is downloaded often", () => {
  it("is kept whole too: plain downloads need its chunks no more, xet clients still do", async () => {
    const { repo, file, by, xorb } = await publish(owner.client);
    await readOften(repo);
    const key = await copyOf(file);
    expect(await contentOf(file)).toMatchObject({ layout: "chunked" });
    const xetHash = String((await read(repo)).headers["x-xet-hash"]);
    const plan = await hub.anonymous.get(`${by.casUrl}/v1/reconstructions/${xetHash}`, by.headers);
    expect(plan.statusCode).toBe(200);
    // Whatever reads chunks would fail from here on.
    const lain = await db
      .selectFrom("xorbs")
      .select("object_key")
      .where("hash", "=", xorb.hash)
      .executeTakeFirstOrThrow();
    await store.remove(lain.object_key);
    expect((await read(repo)).rawPayload.equals(file.bytes)).toBe(true);
    const part = await read(repo, { range: "bytes=100-30099" });
    expect(part.rawPayload.equals(file.bytes.subarray(100, 30_100))).toBe(true);
    expect(await store.size(key)).toBe(file.bytes.length);
  });

  it("has no copy while those that are read take all the room, and takes the place of an idle one", async () => {
    await leaveUnread();
    const first = await publish(owner.client);
    await readOften(first.repo);
    const key = await copyOf(first.file);
    const second = await publish(owner.client);
    await readOften(second.repo);
    await refused(second.file);
    await leaveUnread();
    await readOften(second.repo);
    await copyOf(second.file);
    expect((await contentOf(first.file))?.object_key).toBeNull();
    expect(await store.size(key), "somebody may be reading it").toBeGreaterThan(0);
    await collectStorage(hub.ctx.later(48 * 3_600_000));
    expect(await store.size(key)).toBeUndefined();
    expect((await read(first.repo)).rawPayload.equals(first.file.bytes)).toBe(true);
  });

  it("has no copy for parts that are read, until they make the file twice over", async () => {
    await leaveUnread();
    const { repo, file } = await publish(owner.client);
    const { length } = file.bytes;
    for (const part of [0.5, 0.5, 0.5, 0.4]) {
      await read(repo, { range: `bytes=0-${Math.floor(length * part) - 1}` });
    }
    expect((await contentOf(file))?.object_key).toBeNull();
    await read(repo, { range: `bytes=0-${Math.floor(length * 0.2)}` });
    await copyOf(file);
  });

  it("goes with its copy when it is deleted", async () => {
    await leaveUnread();
    const { repo, file } = await publish(owner.client);
    await readOften(repo);
    const key = await copyOf(file);
    const [, name] = repo.split("/");
    const gone = await owner.client.send({
      method: "DELETE",
      url: "/api/repos/delete",
      payload: { name, organization: owner.name, type: "model" },
    });
    expect(gone.statusCode).toBe(200);
    await collectStorage(hub.ctx.later(48 * 3_600_000));
    await collectStorage(hub.ctx.later(96 * 3_600_000));
    expect(await contentOf(file)).toBeUndefined();
    expect(await store.size(key)).toBeUndefined();
    expect(await db.selectFrom("whole_copies").select("object_key").execute()).not.toContainEqual({
      object_key: key,
    });
  });
});
