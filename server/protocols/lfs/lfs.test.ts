import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { suspendAccount } from "../../accounts/index.ts";
import { aUser } from "../../testing/accounts.ts";
import { aHubUser, aToken, HubClient, testHub } from "../../testing/hub.ts";

const hub = await testHub({ environment: { GALLERY_FILE_BYTES: "1000000" } });
const administrator = await aUser(hub.ctx);
const owner = await aHubUser(hub);
const stranger = await aHubUser(hub);
const repo = await owner.client.createRepo();
const MEDIA_TYPE = "application/vnd.git-lfs+json";

type Action = { href: string; expires_at: string; header?: unknown };
type Answer = {
  oid: string;
  size: number;
  actions?: { upload?: Action; verify?: Action; download?: Action };
  error?: { code: number; message: string };
};

async function batch(
  operation: "upload" | "download",
  objects: { oid: string; size: number }[],
  { by = owner.client, to = repo, more = {} }: { by?: HubClient; to?: string; more?: object } = {},
) {
  const body = { operation, transfers: ["basic", "multipart"], objects, ...more };
  return by.send({
    method: "POST",
    url: `/${to}.git/info/lfs/objects/batch`,
    headers: { "content-type": MEDIA_TYPE, accept: MEDIA_TYPE },
    payload: JSON.stringify(body),
  });
}

const answersOf = async (...asked: Parameters<typeof batch>) =>
  (await batch(...asked)).json<{ objects: Answer[] }>().objects;

/** New bytes, and what a client says of them. */
function anObject(sizeBytes = 1000) {
  const bytes = randomBytes(sizeBytes);
  return { bytes, oid: createHash("sha256").update(bytes).digest("hex"), size: sizeBytes };
}

/**
 * PUT as Python does it: to the address alone, with no credential and no type. The server takes the
 * memory of what it receives, here as from a socket.
 */
const put = (href: string | undefined, bytes: Buffer, headers: Record<string, string> = {}) =>
  hub.anonymous.send({ method: "PUT", url: href ?? "", payload: Buffer.from(bytes), headers });

async function linkFor(object: { oid: string; size: number }) {
  const [answer] = await answersOf("upload", [object]);
  return answer?.actions;
}

describe("BEY-1: git-lfs batch", () => {
  it("gives an address that authorises itself, and takes the bytes there", async () => {
    const { bytes, ...object } = anObject();
    const response = await batch("upload", [object], {
      more: { ref: { name: "refs/heads/main" } },
    });
    expect(response.headers["content-type"]).toContain(MEDIA_TYPE);
    expect(response.json()).toMatchObject({ transfer: "basic", hash_algo: "sha256" });
    const [answer] = response.json<{ objects: Answer[] }>().objects;
    expect(answer).toMatchObject({ ...object, authenticated: true });
    expect(answer?.actions?.upload?.href).toMatch(/^http:\/\/localhost:7860\/api\/lfs\/upload\//);
    expect(answer?.actions?.upload?.expires_at).toMatch(/Z$/);
    expect((await put(answer?.actions?.upload?.href, bytes)).statusCode).toBe(200);
    const verify = { method: "POST", url: answer?.actions?.verify?.href ?? "" } as const;
    expect((await hub.anonymous.send({ ...verify, payload: object })).statusCode).toBe(200);
    const wrong = { ...verify, payload: { ...object, size: 7 } };
    expect((await hub.anonymous.send(wrong)).statusCode).toBe(422);
  });

  it("gives no actions at all for what its sender has sent already", async () => {
    const { bytes, ...object } = anObject();
    await put((await linkFor(object))?.upload?.href, bytes);
    expect(await answersOf("upload", [object])).toEqual([object]);
  });

  it("REP-12: lets a stranger send all bytes, and keeps them once", async () => {
    const { bytes, ...object } = anObject();
    await put((await linkFor(object))?.upload?.href, bytes);
    const theirs = await stranger.client.createRepo();
    const [answer] = await answersOf("upload", [object], { by: stranger.client, to: theirs });
    expect(answer?.actions?.upload).toBeDefined();
    expect((await put(answer?.actions?.upload?.href, bytes)).statusCode).toBe(200);
    const rows = await hub.ctx.db
      .selectFrom("contents")
      .select("id")
      .where("sha256", "=", Buffer.from(object.oid, "hex"))
      .execute();
    expect(rows).toHaveLength(1);
  });

  it.each([
    ["a short oid", { oid: "abc", size: 1 }, /^oid: /],
    ["a long oid", { oid: "a".repeat(65), size: 1 }, /^oid: /],
    ["a very long oid", { oid: "a".repeat(5000), size: 1 }, /^oid: /],
    ["an oid that is not hex", { oid: "g".repeat(64), size: 1 }, /^oid: /],
    ["an oid in capitals", { oid: "A".repeat(64), size: 1 }, /^oid: /],
    ["a negative size", { oid: "a".repeat(64), size: -1 }, /^size: /],
    ["a size in halves", { oid: "a".repeat(64), size: 1.5 }, /^size: /],
    ["a file above the limit", { oid: "a".repeat(64), size: 1_000_001 }, /1000000/],
  ])("answers 200 and 422 beside %s, and serves the others", async (_case, object, message) => {
    const { bytes: _bytes, ...good } = anObject();
    const response = await batch("upload", [object, good]);
    expect(response.statusCode).toBe(200);
    const [bad, fine] = response.json<{ objects: Answer[] }>().objects;
    expect(bad).toMatchObject({ oid: object.oid, error: { code: 422 } });
    expect(bad?.error?.message).toMatch(message);
    expect(bad?.actions).toBeUndefined();
    expect(fine?.actions?.upload).toBeDefined();
  });

  it("takes an empty file", async () => {
    const { bytes, ...object } = anObject(0);
    const actions = await linkFor(object);
    if (actions) expect((await put(actions.upload?.href, bytes)).statusCode).toBe(200);
    expect(await answersOf("upload", [object])).toEqual([object]);
  });

  it("says 404 beside an object that the repository does not hold", async () => {
    const { bytes, ...object } = anObject();
    await put((await linkFor(object))?.upload?.href, bytes);
    const [answer] = await answersOf("download", [object]);
    expect(answer).toMatchObject({ ...object, error: { code: 404 } });
  });

  it("gives what the repository holds, to anybody who may read it, by parts too", async () => {
    const { bytes, ...object } = anObject();
    await put((await linkFor(object))?.upload?.href, bytes);
    const value = { path: "a.bin", algo: "sha256", oid: object.oid };
    const line = { key: "lfsFile", value };
    await owner.client.commit(`/api/models/${repo}/commit/main`, [line]);
    const [answer] = await answersOf("download", [object], { by: hub.anonymous });
    const href = answer?.actions?.download?.href ?? "";
    expect((await hub.anonymous.get(href)).rawPayload.equals(bytes)).toBe(true);
    const part = await hub.anonymous.get(href, { range: "bytes=100-" });
    expect([part.statusCode, part.rawPayload.equals(bytes.subarray(100))]).toEqual([206, true]);
  });

  it("takes both spellings of the hash, and no other hash", async () => {
    for (const hash of ["sha256", "sha_256"]) {
      const response = await batch("upload", [], { more: { hash_algo: hash } });
      expect(response.json()).toMatchObject({ objects: [], hash_algo: "sha256" });
    }
    const other = await batch("upload", [], { more: { hash_algo: "sha512" } });
    expect([other.statusCode, other.json()]).toEqual([
      400,
      { message: "hash_algo: must be sha256", request_id: expect.any(String) },
    ]);
  });

  it("asks who brings no credentials for them, also where there is nothing to see", async () => {
    const hidden = await owner.client.createRepo({ private: true });
    for (const to of [hidden, `${owner.name}/none`]) {
      const response = await batch("download", [], { by: hub.anonymous, to });
      expect(response.statusCode).toBe(401);
      expect(response.headers["www-authenticate"]).toBe('Basic realm="Open Gallery"');
      expect(response.headers["lfs-authenticate"]).toBe('Basic realm="Open Gallery"');
    }
    const write = await batch("upload", [], { by: hub.anonymous });
    const other = await batch("download", [], { by: stranger.client, to: hidden });
    // Who reads may offer a pull request, and so may send bytes.
    const reader = await batch("upload", [], { by: stranger.client });
    expect([write, other, reader].map(({ statusCode }) => statusCode)).toEqual([401, 404, 200]);
    expect(other.json()).toMatchObject({ message: expect.any(String) });
  });

  it("knows no locks", async () => {
    const url = `/${repo}.git/info/lfs/locks/verify`;
    const response = await owner.client.post(url, {});
    expect(response.json()).toEqual({ ours: [], theirs: [], next_cursor: "" });
  });
});

describe("REP-13: bytes sent by LFS", () => {
  it.each([
    ["too short", (bytes: Buffer) => bytes.subarray(1)],
    ["too long", (bytes: Buffer) => Buffer.concat([bytes, Buffer.from("x")])],
    ["others", (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 1))],
    ["none", () => Buffer.alloc(0)],
  ])("that are %s are refused, and the right ones are taken after", async (_case, change) => {
    const { bytes, ...object } = anObject();
    const href = (await linkFor(object))?.upload?.href;
    const refused = await put(href, change(bytes));
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ message: expect.any(String) });
    expect((await answersOf("upload", [object]))[0]?.actions).toBeDefined();
    expect((await put(href, bytes)).statusCode).toBe(200);
    expect((await put(href, bytes)).statusCode).toBe(200);
  });

  it("are streamed whatever their sender calls them", async () => {
    for (const type of ["application/json", "application/octet-stream", MEDIA_TYPE, "x/y"]) {
      const { bytes, ...object } = anObject();
      const href = (await linkFor(object))?.upload?.href;
      expect((await put(href, bytes, { "content-type": type })).statusCode).toBe(200);
    }
  });

  it("need an address that was signed for them, and for this", async () => {
    const { bytes, ...object } = anObject();
    const actions = await linkFor(object);
    const href = actions?.upload?.href ?? "";
    const other = anObject();
    const forged = [
      href.replace(object.oid, other.oid),
      href.replace(/signature=.*/, "signature=forged"),
      href.replace(/\?.*/, ""),
      (actions?.verify?.href ?? "").replace("/verify/", "/upload/"),
    ];
    for (const address of forged) expect((await put(address, bytes)).statusCode).toBe(403);
  });

  it("need an account that still may write when they come", async () => {
    const guest = await aHubUser(hub);
    const theirs = await guest.client.createRepo();
    const { bytes, ...object } = anObject();
    const [answer] = await answersOf("upload", [object], { by: guest.client, to: theirs });
    await suspendAccount(hub.ctx.as(administrator), guest.name);
    const refused = await put(answer?.actions?.upload?.href, bytes);
    expect(refused.statusCode).toBe(403);
  });

  it("a token that only reads gets no address to write to", async () => {
    const token = await aToken(hub.ctx, owner.viewer, "read");
    const reader = new HubClient(hub.app, { authorization: `Basic ${btoa(`user:${token}`)}` });
    const { bytes: _bytes, ...object } = anObject();
    expect((await batch("upload", [object], { by: reader })).statusCode).toBe(403);
    expect((await batch("download", [object], { by: reader })).statusCode).toBe(200);
  });
});
