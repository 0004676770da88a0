import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openFile, requireRepository, resolveRevision } from "../../repositories/index.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";
import { PARTS_FROM_BYTES } from "./object-parts.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const stranger = await aHubUser(hub);
const repo = await owner.client.createRepo();

/** The same bytes for all tests: they are many. */
const bytes = Buffer.concat(
  Array.from({ length: 17 }, () => randomBytes(PARTS_FROM_BYTES / 16)),
).subarray(0, PARTS_FROM_BYTES + 1000);
const oid = createHash("sha256").update(bytes).digest("hex");

type Action = { href: string; header?: Record<string, string> };
type Answer = { actions?: { upload: Action; verify: Action }; error?: object };

async function ask(
  object: { oid: string; size: number },
  { transfers = ["basic", "multipart"], by = owner.client, to = repo } = {},
): Promise<Answer> {
  const body = { operation: "upload", transfers, objects: [object] };
  const answer = await by.post(`/${to}.git/info/lfs/objects/batch`, body);
  return answer.json<{ objects: Answer[] }>().objects[0] ?? {};
}

const addresses = ({ header = {} }: Action) =>
  Object.entries(header)
    .filter(([name]) => /^\d+$/.test(name))
    .toSorted(([one], [other]) => Number(one) - Number(other))
    .map(([, address]) => address);

/** As Python does: to the address alone, with no credential. */
const put = (href: string, part: Buffer) =>
  hub.anonymous.send({ method: "PUT", url: href, payload: Buffer.from(part) });

const complete = (action: Action, parts: object[], object = oid) =>
  hub.anonymous.post(action.href, { oid: object, parts });

/** As it is stored: a bucket is asked for it by its own address. */
async function hashOf(path: string): Promise<string> {
  const address = { kind: "model", owner: owner.name, name: repo.split("/")[1] ?? "" } as const;
  const ctx = hub.ctx.as(owner.viewer);
  const repository = await requireRepository(ctx, address, "read");
  const commit = await resolveRevision(ctx, repository, "main");
  const hash = createHash("sha256");
  for await (const chunk of (await openFile(ctx, repository, { commit, path })).read()) {
    hash.update(chunk);
  }
  return hash.digest("hex");
}

describe("REP-13: large objects in parts by LFS", () => {
  it("are offered to whoever knows them, from a size on", async () => {
    const large = { oid, size: bytes.length };
    expect((await ask(large, { transfers: ["basic"] })).actions?.upload.header).toBeUndefined();
    const small = { oid, size: PARTS_FROM_BYTES - 1 };
    expect((await ask(small)).actions?.upload.header).toBeUndefined();
    const { upload } = (await ask(large)).actions ?? {};
    const chunkBytes = Number(upload?.header?.["chunk_size"]);
    expect(Object.keys(upload?.header ?? {})).toContain("00001");
    expect(addresses(upload ?? { href: "" })).toHaveLength(Math.ceil(bytes.length / chunkBytes));
  });

  it("come part by part, in any order and twice, and are there once they are whole", async () => {
    const { upload, verify } = (await ask({ oid, size: bytes.length })).actions ?? {};
    if (upload === undefined || verify === undefined) throw new Error("nothing was offered");
    const chunkBytes = Number(upload.header?.["chunk_size"]);
    const parts = addresses(upload).map((href, at) => ({
      href,
      number: at + 1,
      part: bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes),
    }));
    const [first, ...rest] = parts;
    if (first === undefined) throw new Error("there is no part");
    expect((await put(first.href, first.part.subarray(0, -1))).statusCode).toBe(422);
    for (const { href, part } of rest.toReversed()) {
      expect((await put(href, part)).headers["etag"]).toMatch(/^"[0-9a-f]+-\d+"$/);
    }
    expect((await complete(upload, [])).statusCode).toBe(409);
    // Whoever asks again goes on with what has come.
    const again = (await ask({ oid, size: bytes.length })).actions?.upload;
    const [address = ""] = addresses(again ?? upload);
    for (let time = 0; time < 2; time++) {
      expect((await put(address, first.part)).statusCode).toBe(200);
    }
    const named = parts.map(({ number }) => ({ partNumber: number, etag: '"x"' }));
    expect((await complete(upload, named)).statusCode).toBe(200);
    expect((await complete(upload, named)).statusCode).toBe(200);
    const verified = await owner.client.post(verify.href, { oid, size: bytes.length });
    expect(verified.statusCode).toBe(200);
    const line = { key: "lfsFile", value: { path: "a.bin", oid, size: bytes.length } };
    await owner.client.commit(`/api/models/${repo}/commit/main`, [line]);
    expect(await hashOf("a.bin")).toBe(oid);
    expect((await ask({ oid, size: bytes.length })).actions).toBeUndefined();
  });

  it("with other bytes than were said are refused at the end", async () => {
    const to = await stranger.client.createRepo();
    const forged = createHash("sha256").update("something else").digest("hex");
    const asked = { by: stranger.client, to };
    const { upload } = (await ask({ oid: forged, size: bytes.length }, asked)).actions ?? {};
    if (upload === undefined) throw new Error("nothing was offered");
    const chunkBytes = Number(upload.header?.["chunk_size"]);
    for (const [at, href] of addresses(upload).entries()) {
      await put(href, bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes));
    }
    expect((await complete(upload, [], forged)).statusCode).toBe(422);
    expect((await complete(upload, [], oid)).statusCode).toBe(400);
  });

  it("have addresses that are nobody else's and for nothing else", async () => {
    const other = createHash("sha256").update("third").digest("hex");
    const { upload } = (await ask({ oid: other, size: PARTS_FROM_BYTES })).actions ?? {};
    if (upload === undefined) throw new Error("nothing was offered");
    const [part = ""] = addresses(upload);
    const asUpload = part.replace("/lfs/part/", "/lfs/upload/");
    const asComplete = part.replace("/lfs/part/", "/lfs/complete/");
    const asPart = upload.href.replace("/lfs/complete/", "/lfs/part/");
    const refused = [
      await put(asUpload, Buffer.from("x")),
      await put(asPart, Buffer.from("x")),
      await put(part.slice(0, -3), Buffer.from("x")),
      await complete({ href: asComplete }, [], other),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403]);
  });
});
