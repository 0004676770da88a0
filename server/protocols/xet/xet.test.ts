import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ChunkStream } from "../../platform/formats/xet/chunk-stream.ts";
import { hashText } from "../../platform/formats/xet/index.ts";
import { type BuiltFile, buildXorb, fileHash } from "../../platform/formats/xet/testing/build.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";
import { access, commitFile, fileOf, somePieces, xetCalls } from "./testing/xet-calls.ts";

const hub = await testHub({ environment: { GALLERY_FILE_BYTES: "10000000" } });
const owner = await aHubUser(hub);
const { sendXorb, sendShard, ask, publish } = xetCalls(hub);

describe("BEY-1: xet", () => {
  it("takes chunks and a shard, and the file is read by every way", async () => {
    const { repo, file } = await publish(owner.client);
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
    const { repo, xorb, file } = await publish(owner.client);
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
    const { repo, file } = await publish(owner.client);
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

  it("tells of several files at once, and how large files and xorbs are", async () => {
    const { repo, by: writing, xorb, file } = await publish(owner.client);
    const part = fileOf(xorb, 1, 3);
    await sendShard(writing, [part]);
    await commitFile(owner.client, repo, part);
    const by = await access(owner.client, repo, "read");
    const [whole, half] = [hashText(fileHash(file)), hashText(fileHash(part))];
    const keys = [whole, half, whole].map((hash) => ({ prefix: "default", hash }));
    const send = (payload: unknown) =>
      hub.anonymous.send({
        method: "POST",
        url: `${by.casUrl}/v1/reconstructions`,
        headers: by.headers,
        payload: payload as object,
      });
    const batch = (await send(keys)).json();
    expect(batch.files[whole]).toMatchObject([{ range: { start: 0, end: 4 } }]);
    expect(batch.files[half]).toMatchObject([{ range: { start: 1, end: 3 } }]);
    expect(batch.fetch_info[hashText(xorb.hash)]).toHaveLength(2);
    const query = await ask(by, `/v1/reconstructions?file_id=${whole}&file_id=${half}`);
    expect(Object.keys(query.json().files)).toEqual([whole, half]);
    const unknown = { prefix: "default", hash: "0".repeat(64) };
    expect((await send([...keys, unknown])).statusCode).toBe(404);
    for (const wrong of [{}, [{ prefix: "x", hash: whole }], [{ prefix: "default", hash: "no" }]]) {
      expect((await send(wrong)).statusCode, JSON.stringify(wrong)).toBe(400);
    }
    const many = Array.from({ length: 1001 }, () => ({
      prefix: "default",
      hash: hashText(randomBytes(32)),
    }));
    expect((await send(many)).statusCode).toBe(400);

    const head = (path: string, headers = by.headers) =>
      hub.anonymous.send({ method: "HEAD", url: `${by.casUrl}${path}`, headers });
    const sizeOf = async (path: string) => (await head(path)).headers["content-length"];
    expect(await sizeOf(`/v1/files/${whole}`)).toBe(String(file.bytes.length));
    expect(await sizeOf(`/v1/xorbs/default/${hashText(xorb.hash)}`)).toBe(
      String(xorb.bytes.length),
    );
    const stranger = await aHubUser(hub);
    const theirs = await access(stranger.client, await stranger.client.createRepo(), "read");
    expect((await head(`/v1/files/${whole}`, theirs.headers)).statusCode).toBe(404);
    expect((await head("/v1/files/xyz")).statusCode).toBe(400);
    const nothing = `/v1/xorbs/default/${hashText(randomBytes(32))}`;
    expect((await head(nothing)).statusCode).toBe(404);
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
      "terms that come round again",
      (file) => ({ ...file, terms: [...file.terms, ...file.terms] }),
      /has the SHA-256/u,
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
    expect((await commitFile(owner.client, repo, file)).statusCode).toBe(422);
  });

  it("ten clients that send the same file at once make one of it", async () => {
    const repos = await Promise.all(Array.from({ length: 10 }, () => owner.client.createRepo()));
    const before = new Set((await Array.fromAsync(hub.ctx.store.list())).map(({ key }) => key));
    const xorb = buildXorb(somePieces());
    const file = fileOf(xorb);
    const commits = await Promise.all(
      repos.map(async (repo) => {
        const by = await access(owner.client, repo);
        expect((await sendXorb(by, xorb)).statusCode).toBe(200);
        expect((await sendShard(by, [file])).statusCode).toBe(200);
        return (await commitFile(owner.client, repo, file)).statusCode;
      }),
    );
    expect(commits).toEqual(repos.map(() => 200));
    const { db } = hub.ctx;
    const xorbs = await db
      .selectFrom("xorbs")
      .select("object_key")
      .where("hash", "=", xorb.hash)
      .execute();
    expect(xorbs).toHaveLength(1);
    const objects = await Array.fromAsync(hub.ctx.store.list());
    const added = objects.filter(({ key }) => !before.has(key));
    expect(added.map(({ key }) => key)).toEqual(xorbs.map((row) => row.object_key));
    for (const repo of repos) {
      const read = await owner.client.get(`/${repo}/resolve/main/model.bin`);
      expect(read.rawPayload.equals(file.bytes)).toBe(true);
    }
  });
});
