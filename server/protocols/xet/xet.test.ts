import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { collectStorage } from "../../repositories/collecting/collect-storage.ts";
import { ChunkStream, hashText, hashUnderKey } from "../../platform/formats/xet/index.ts";
import {
  type BuiltFile,
  type BuiltXorb,
  buildShard,
  buildXorb,
  fileHash,
} from "../../platform/formats/xet/testing/build.ts";
import { aHubUser, type HubClient, testHub } from "../../testing/hub.ts";

const hub = await testHub({ environment: { GALLERY_FILE_BYTES: "10000000" } });
const owner = await aHubUser(hub);
const stranger = await aHubUser(hub);

/** Four chunks, of which the first and the last pack well. */
function somePieces(): Buffer[] {
  return [
    Buffer.alloc(20_000, randomBytes(8)),
    randomBytes(9_000),
    randomBytes(30_001),
    Buffer.alloc(12_000, randomBytes(3)),
  ];
}

type Access = { casUrl: string; headers: { authorization: string } };

async function access(
  client: HubClient,
  repo: string,
  right: "read" | "write" = "write",
): Promise<Access> {
  const response = await client.get(`/api/models/${repo}/xet-${right}-token/main`);
  expect(response.statusCode).toBe(200);
  const { casUrl, accessToken } = response.json<{ casUrl: string; accessToken: string }>();
  return { casUrl: new URL(casUrl).pathname, headers: { authorization: `Bearer ${accessToken}` } };
}

const sendXorb = (
  { casUrl, headers }: Access,
  { hash, bytes }: Pick<BuiltXorb, "hash" | "bytes">,
) =>
  hub.anonymous.send({
    method: "POST",
    url: `${casUrl}/v1/xorbs/default/${hashText(hash)}`,
    headers: { ...headers, "content-type": "application/octet-stream" },
    payload: Buffer.from(bytes),
  });

const sendShard = ({ casUrl, headers }: Access, files: BuiltFile[], version = "v1") =>
  hub.anonymous.send({
    method: "POST",
    url: `${casUrl}/${version}/shards`,
    headers,
    payload: buildShard(files),
  });

const ask = ({ casUrl, headers }: Access, path: string, more: Record<string, string> = {}) =>
  hub.anonymous.get(`${casUrl}${path}`, { ...headers, ...more });

/** A file of chunks of one xorb, `end` not included. */
function fileOf(xorb: BuiltXorb, first = 0, end = xorb.chunks.length) {
  const bytes = Buffer.concat(xorb.chunks.slice(first, end).map((chunk) => chunk.bytes));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { terms: [{ xorb, first, end }], sha256, bytes };
}

function commit(client: HubClient, repo: string, path: string, file: ReturnType<typeof fileOf>) {
  const value = { path, algo: "sha256", oid: file.sha256, size: file.bytes.length };
  return client.commit(`/api/models/${repo}/commit/main`, [{ key: "lfsFile", value }]);
}

/** A repository with a file that came by xet. */
async function published(input: { private?: boolean } = {}, pieces = somePieces()) {
  const repo = await owner.client.createRepo(input);
  const by = await access(owner.client, repo);
  const xorb = buildXorb(pieces);
  const file = fileOf(xorb);
  expect((await sendXorb(by, xorb)).json()).toEqual({ was_inserted: true });
  expect((await sendShard(by, [file])).json()).toEqual({ result: 1 });
  expect((await commit(owner.client, repo, "model.bin", file)).statusCode).toBe(200);
  return { repo, by, xorb, file };
}

describe("BEY-1: xet", () => {
  it("takes chunks and a shard, and the file is read by every way", async () => {
    const { repo, file } = await published();
    const url = `/${repo}/resolve/main/model.bin`;
    expect((await owner.client.get(url)).rawPayload.equals(file.bytes)).toBe(true);
    for (const [start, end] of [
      [0, 1],
      [19_999, 20_002],
      [20_000, 29_000],
      [28_999, 71_001],
      [71_000, 71_001],
    ] as const) {
      const part = await owner.client.get(url, { range: `bytes=${start}-${end - 1}` });
      expect(part.statusCode).toBe(206);
      expect(part.rawPayload.equals(file.bytes.subarray(start, end)), `${start}-${end}`).toBe(true);
    }
    const head = await owner.client.head(url);
    expect(head.headers).toMatchObject({
      etag: `"${file.sha256}"`,
      "x-xet-hash": hashText(fileHash(file)),
      link: expect.stringMatching(/xet-read-token\/[0-9a-f]{40}>; rel="xet-auth"/u),
    });
    const tree = (await owner.client.get(`/api/models/${repo}/tree/main`)).json<object[]>();
    expect(tree.at(-1)).toMatchObject({
      xetHash: hashText(fileHash(file)),
      lfs: { oid: file.sha256 },
    });
  });

  it("tells how a file is put together, in both forms, and gives the bytes for it", async () => {
    const { repo, xorb, file } = await published();
    const by = await access(owner.client, repo, "read");
    const hash = hashText(fileHash(file));
    const first = (await ask(by, `/v1/reconstructions/${hash}`)).json();
    const range = { start: 0, end: 4 };
    expect(first).toMatchObject({
      offset_into_first_range: 0,
      terms: [{ hash: hashText(xorb.hash), unpacked_length: file.bytes.length, range }],
      fetch_info: { [hashText(xorb.hash)]: [{ range }] },
    });
    const headers = { range: "bytes=20010-29005" };
    const second = (await ask(by, `/v2/reconstructions/${hash}`, headers)).json();
    const [fetch] = second.xorbs[hashText(xorb.hash)];
    expect(second.terms).toMatchObject([{ range: { start: 1, end: 3 }, unpacked_length: 39_001 }]);
    expect(second.offset_into_first_range).toBe(10);
    expect(fetch.ranges).toMatchObject([{ chunks: { start: 1, end: 3 } }]);
    const { start, end } = fetch.ranges[0].bytes;
    const url = new URL(fetch.url);
    const answer = await hub.anonymous.get(url.pathname + url.search, {
      range: `bytes=${start}-${end}`,
    });
    expect(answer.statusCode).toBe(206);
    const chunks = [...new ChunkStream().push(answer.rawPayload)].map(({ bytes }) => bytes);
    expect(Buffer.concat(chunks).equals(file.bytes.subarray(20_000, 59_001))).toBe(true);
    const beyond = await hub.anonymous.get(url.pathname + url.search, {
      range: `bytes=${start}-${end + 1}`,
    });
    expect(beyond.statusCode, "bytes that were not signed for").toBe(403);
    const forged = await hub.anonymous.get(`${url.pathname}${url.search}x`);
    expect(forged.statusCode).toBe(403);
  });

  it("answers 416 beyond the end, 404 for what is not there, 400 for what is no hash", async () => {
    const { repo, file } = await published();
    const by = await access(owner.client, repo, "read");
    const path = `/v1/reconstructions/${hashText(fileHash(file))}`;
    const past = { range: `bytes=${file.bytes.length}-${file.bytes.length + 9}` };
    expect((await ask(by, path, past)).statusCode).toBe(416);
    expect((await ask(by, path, { range: "bytes=5-2" })).statusCode).toBe(416);
    const far = { range: "bytes=71000-99999999999" };
    expect((await ask(by, path, far)).json().terms).toHaveLength(1);
    expect((await ask(by, `/v1/reconstructions/${"0".repeat(64)}`)).statusCode).toBe(404);
    expect((await ask(by, "/v1/reconstructions/xyz")).statusCode).toBe(400);
    expect((await ask(by, "/v1/files/none")).statusCode).toBe(404);
  });

  it("streams progress and ends with the result or what is wrong", async () => {
    const repo = await owner.client.createRepo();
    const by = await access(owner.client, repo);
    const xorb = buildXorb(somePieces());
    await sendXorb(by, xorb);
    const lines = (body: string) =>
      body
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    const good = await sendShard(by, [fileOf(xorb)], "v2");
    expect(good.headers["content-type"]).toContain("application/x-ndjson");
    expect(lines(good.body).at(-1)).toEqual({ type: "result", result: 1 });
    const bad = await sendShard(by, [{ ...fileOf(xorb), sha256: "ab".repeat(32) }], "v2");
    expect(lines(bad.body).at(-1)).toMatchObject({
      type: "error",
      message: expect.stringMatching(/SHA-256/u),
    });
  });
});

describe("REP-13: everything that xet clients claim is checked", () => {
  it("a xorb under another hash is refused, and so is one that is none", async () => {
    const repo = await owner.client.createRepo();
    const by = await access(owner.client, repo);
    const { bytes } = buildXorb(somePieces());
    const other = await sendXorb(by, { hash: randomBytes(32), bytes });
    expect([other.statusCode, other.json()]).toMatchObject([
      400,
      { error: expect.stringMatching(/make the xorb/u) },
    ]);
    const noise = await sendXorb(by, { hash: randomBytes(32), bytes: randomBytes(5000) });
    expect(noise.statusCode).toBe(400);
    expect(await Array.fromAsync(hub.ctx.store.list())).not.toContainEqual(
      expect.objectContaining({ sizeBytes: 5000 }),
    );
  });

  it.each<[string, (file: BuiltFile) => BuiltFile, RegExp]>([
    ["another SHA-256", (file) => ({ ...file, sha256: "ab".repeat(32) }), /has the SHA-256/u],
    ["another hash", (file) => ({ ...file, claims: { hash: randomBytes(32) } }), /another file/u],
    ["a wrong proof", (file) => ({ ...file, claims: { proof: randomBytes(32) } }), /proof/u],
    ["no proof", (file) => ({ ...file, claims: { withoutProof: true } }), /without the proof/u],
    ["no SHA-256", (file) => ({ ...file, claims: { withoutSha256: true } }), /without its/u],
    [
      "another size",
      (file) => ({
        ...file,
        terms: file.terms.map((term) => ({ ...term, claims: { sizeBytes: 7 } })),
      }),
      /another size/u,
    ],
    [
      "more than the limit",
      (file) => ({
        ...file,
        terms: file.terms.map((term) => ({ ...term, claims: { sizeBytes: 4_000_000_000 } })),
      }),
      /10000000 bytes/u,
    ],
    [
      "chunks that the xorb does not have",
      (file) => ({ ...file, terms: file.terms.map((term) => ({ ...term, end: 9 })) }),
      /were not uploaded/u,
    ],
  ])("a file with %s is refused", async (_case, falsify, message) => {
    const repo = await owner.client.createRepo();
    const by = await access(owner.client, repo);
    const xorb = buildXorb(somePieces());
    await sendXorb(by, xorb);
    const file = fileOf(xorb);
    const { terms, sha256 } = file;
    const refused = await sendShard(by, [falsify({ terms, sha256 })]);
    expect(refused.statusCode).toBeGreaterThanOrEqual(400);
    expect(refused.json<{ error: string }>().error).toMatch(message);
    expect((await commit(owner.client, repo, "a.bin", file)).statusCode).toBe(422);
  });
});

describe("BEY-2: chunks of strangers", () => {
  it("are never confirmed: neither asked for, nor named, nor read", async () => {
    // The first chunk of a file is one that clients ask for.
    const { xorb, file, by } = await published({ private: true });
    const [asked] = xorb.chunks;
    const path = `/v1/chunks/default/${hashText(asked?.hash ?? Buffer.alloc(0))}`;
    const known = await ask(by, path);
    expect(known.statusCode).toBe(200);
    const key = known.rawPayload.subarray(-200 + 72, -200 + 104);
    expect(known.rawPayload.includes(asked?.hash ?? "")).toBe(false);
    expect(known.rawPayload.includes(hashUnderKey(asked?.hash ?? Buffer.alloc(0), key))).toBe(true);

    const theirs = await stranger.client.createRepo();
    const byThem = await access(stranger.client, theirs);
    expect((await ask(byThem, path)).statusCode).toBe(404);
    const named = await sendShard(byThem, [file]);
    expect([named.statusCode, named.json()]).toMatchObject([
      422,
      { error: expect.stringMatching(/were not uploaded/u) },
    ]);
    const read = await ask(byThem, `/v1/reconstructions/${hashText(fileHash(file))}`);
    expect(read.statusCode).toBe(404);
    // Who sends all the bytes has them.
    expect((await sendXorb(byThem, xorb)).json()).toEqual({ was_inserted: false });
    expect((await sendShard(byThem, [file])).statusCode).toBe(200);
    expect((await commit(stranger.client, theirs, "same.bin", file)).statusCode).toBe(200);
  });

  it("in a xorb that is partly public stay unknown beside the public ones", async () => {
    const { repo, by, xorb } = await published({ private: true });
    const open = await owner.client.createRepo();
    const part = fileOf(xorb, 1, 3);
    expect((await sendShard(await access(owner.client, open), [part])).statusCode).toBe(200);
    expect((await commit(owner.client, open, "part.bin", part)).statusCode).toBe(200);
    await makePublic(open);
    const byThem = await access(stranger.client, await stranger.client.createRepo());
    expect((await sendShard(byThem, [fileOf(xorb, 1, 3)])).statusCode).toBe(200);
    expect((await sendShard(byThem, [fileOf(xorb, 2, 3)])).statusCode).toBe(200);
    expect((await sendShard(byThem, [fileOf(xorb, 0, 2)])).statusCode).toBe(422);
    const shard = await ask(byThem, `/v1/chunks/default/${hashText(chunkOf(xorb, 1))}`);
    expect(shard.statusCode).toBe(200);
    const key = shard.rawPayload.subarray(-200 + 72, -200 + 104);
    const tells = [0, 1, 2, 3].map((index) =>
      shard.rawPayload.includes(hashUnderKey(chunkOf(xorb, index), key)),
    );
    expect(tells).toEqual([false, true, true, false]);
    expect(repo).not.toBe(open);
    expect(by.casUrl).toBe("/api/xet");
  });

  const chunkOf = (xorb: BuiltXorb, index: number) => xorb.chunks[index]?.hash ?? Buffer.alloc(32);

  async function makePublic(repo: string) {
    const answer = await owner.client.send({
      method: "PUT",
      url: `/api/models/${repo}/settings`,
      payload: { private: false },
    });
    expect(answer.statusCode).toBe(200);
  }
});

describe("PLT-6: tokens of xet", () => {
  it("are for one repository and one right, and cannot be made", async () => {
    const { repo, xorb, file } = await published();
    const read = await access(owner.client, repo, "read");
    expect((await sendXorb(read, xorb)).statusCode).toBe(403);
    const forged = { ...read, headers: { authorization: `${read.headers.authorization}x` } };
    expect((await ask(forged, "/v1/chunks/default/00")).statusCode).toBe(401);
    const none = { ...read, headers: { authorization: `Bearer ${owner.token}` } };
    expect((await ask(none, "/v1/chunks/default/00")).statusCode).toBe(401);
    const other = await access(owner.client, await owner.client.createRepo(), "read");
    const elsewhere = await ask(other, `/v1/reconstructions/${hashText(fileHash(file))}`);
    expect(elsewhere.statusCode, "another repository of the same owner").toBe(404);
  });

  it("are not given for what may not be written or known", async () => {
    const { repo } = await published({ private: true });
    for (const right of ["read", "write"]) {
      const url = `/api/models/${repo}/xet-${right}-token/main`;
      expect((await stranger.client.get(url)).statusCode).toBe(404);
      expect((await hub.anonymous.get(url)).statusCode).toBeGreaterThanOrEqual(401);
    }
  });
});

describe("REP-12: xorbs", () => {
  it("go when the last file that is made of them is gone, and not before", async () => {
    const { repo, xorb, by } = await published();
    const second = await owner.client.createRepo();
    const part = fileOf(xorb, 0, 1);
    await sendShard(by, [part]);
    await commit(owner.client, second, "part.bin", part);
    const stored = () =>
      hub.ctx.db.selectFrom("xorbs").select("id").where("hash", "=", xorb.hash).execute();
    // Nobody has sent or wanted it for longer than the grace time.
    const forget = async () => {
      const past = new Date(Date.now() - 90_000_000);
      await hub.ctx.db.updateTable("xorb_uploads").set({ uploaded_at: past }).execute();
      await hub.ctx.db.updateTable("content_uploads").set({ uploaded_at: past }).execute();
      await hub.ctx.db.updateTable("xorbs").set({ last_wanted_at: past }).execute();
    };
    for (const name of [repo, second]) {
      await forget();
      await collectStorage(hub.ctx.later(0));
      expect(await stored(), "still named").toHaveLength(1);
      const [, repository = ""] = name.split("/");
      const body = { type: "model", name: repository };
      const url = "/api/repos/delete";
      expect((await owner.client.send({ method: "DELETE", url, payload: body })).statusCode).toBe(
        200,
      );
    }
    await forget();
    const later = hub.ctx.later(100 * 3_600_000);
    await collectStorage(later);
    expect(await stored()).toHaveLength(0);
  });
});
