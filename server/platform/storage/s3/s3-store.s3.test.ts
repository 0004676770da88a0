import { createHash, randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DirectPart, ObjectStore } from "../object-store.ts";
import { openObjectStore } from "../open-object-store.ts";
import { aBucketStore, sha256, type TestStore } from "../testing/a-store.ts";
import { startS3Proxy } from "../testing/s3-proxy.ts";
import { requireTestS3 } from "../testing/test-s3-settings.ts";
import { base64Crc32 } from "./base64-crc32.ts";
import { Bucket } from "./bucket.ts";
import { abortMultipart, beginMultipart, listMultiparts, putPart } from "./multipart-uploads.ts";
import { ObjectNames } from "./object-names.ts";
import { bytesPayload, putObject } from "./objects.ts";
import type { S3Settings } from "./settings.ts";

const MEBIBYTE = 1024 * 1024;
const PART = 8 * MEBIBYTE;

let settings: S3Settings;
let test: TestStore;

beforeEach(async () => {
  settings = requireTestS3();
  test = await aBucketStore(settings);
});

afterEach(async () => {
  await test.remove();
});

const put = ({ url, headers }: DirectPart, body: Buffer) =>
  fetch(url, { method: "PUT", headers, body: new Uint8Array(body) }).then(
    ({ status }) => status,
    () => "cut",
  );

/** Addresses for all parts of these bytes. */
async function address(store: ObjectStore, key: string, bytes: Buffer): Promise<DirectPart[]> {
  const parts = [];
  for (let start = 0; start < bytes.length; start += PART) {
    const end = Math.min(start + PART, bytes.length);
    parts.push({ start, end, crc32: base64Crc32(bytes.subarray(start, end)) });
  }
  return (await store.direct?.addressParts(key, parts)) ?? [];
}

describe("PLT-10: a wrong setting is named at the start", () => {
  const wrong = (changes: Partial<S3Settings>) =>
    openObjectStore({ dataFolder: tmpdir(), s3: { ...settings, ...changes } });

  it.each<[string, Partial<S3Settings>, RegExp]>([
    ["a bucket that is not there", { bucket: "none" }, /S3_BUCKET: there is no bucket "none"/],
    ["no name of a bucket", { bucket: "a..b" }, /S3_BUCKET/],
    [
      "an unknown key",
      { credentials: { accessKeyId: "nobody", secretAccessKey: "x" } },
      /S3_ACCESS_KEY_ID: /,
    ],
    [
      "a secret of another key",
      { credentials: { accessKeyId: "gallery-tests", secretAccessKey: "x" } },
      /S3_SECRET_ACCESS_KEY: the signature is wrong/,
    ],
    ["another region", { region: "eu-west-3" }, /S3_REGION: "eu-west-3"/],
    ["nobody there", { endpoint: "http://127.0.0.1:1" }, /S3_ENDPOINT: .*cannot be reached/],
  ])("%s", async (_case, changes, message) => {
    await expect(wrong(changes)).rejects.toMatchObject({
      name: "BucketError",
      message: expect.stringMatching(message),
    });
  });

  it.each<[string, string, RegExp]>([
    ["PUT", "AccessDenied", /it may not write objects in the bucket "gallery"/],
    ["DELETE", "AccessDenied", /it may not .* in the bucket "gallery"/],
    ["GET", "AccessDenied", /it may not .* in the bucket "gallery"/],
    ["PUT", "RequestTimeTooSkewed", /clock of this machine is wrong/],
  ])("a right that is missing or a clock: %s %s", async (method, code, message) => {
    const proxy = await startS3Proxy(settings.endpoint ?? "");
    proxy.fault = (request) => (request.method === method ? { answer: 403, code } : undefined);
    await expect(wrong({ endpoint: proxy.url })).rejects.toMatchObject({
      message: expect.stringMatching(message),
    });
    await proxy.close();
  });
});

describe("REP-3: an upload in a bucket", () => {
  it("keeps each stretch that is no whole part, and makes parts of them when it is committed", async () => {
    const bytes = randomBytes(2 * PART + 12_345);
    const key = await test.store.openStaging(bytes.length);
    const cuts = [0, 1, PART - 1, PART + 1, PART + 77, 2 * PART, bytes.length];
    const spans = cuts.slice(1).map((end, at) => ({ start: cuts[at] ?? 0, end }));
    for (const { start, end } of spans.toReversed()) {
      const source = [bytes.subarray(start, end)];
      await test.store.writeStagingPart(key, { offset: start, source });
    }
    const other = await test.another();
    expect((await other.stagingState(key)).received).toEqual([{ start: 0, end: bytes.length }]);
    const expectedSha256 = sha256(bytes);
    expect(await other.commitStaging(key, { expectedSha256 })).toMatchObject({ key });
    await other.close();
    expect((await test.readAll(key)).equals(bytes)).toBe(true);
    expect(await test.unfinished()).toEqual([]);
  });

  it("knows after a restart what arrived, from the bucket alone", async () => {
    const bytes = randomBytes(3 * PART);
    const key = await test.store.openStaging(bytes.length);
    await test.store.writeStagingPart(key, { offset: PART, source: [bytes.subarray(PART)] });
    await test.store.writeStagingPart(key, { offset: 10, source: [bytes.subarray(10, 90)] });
    const restarted = await test.another();
    expect(await restarted.stagingState(key)).toEqual({
      sizeBytes: bytes.length,
      partSizeBytes: PART,
      received: [
        { start: 10, end: 90 },
        { start: PART, end: 3 * PART },
      ],
      receivedBytes: 2 * PART + 80,
      hashedBytes: 0,
    });
    await restarted.close();
  });

  it("is lost when a rule of the bucket ends it, and says so", async () => {
    const key = await test.store.openStaging(3 * PART);
    const bucket = new Bucket(settings);
    const names = new ObjectNames(settings.prefix);
    for await (const multipart of listMultiparts(bucket, names.object(key))) {
      await abortMultipart(bucket, multipart);
    }
    bucket.close();
    const gone = { code: "upload-not-found" };
    await expect(test.store.stagingState(key)).rejects.toMatchObject(gone);
    await expect(test.store.commitStaging(key)).rejects.toMatchObject(gone);
  });

  it("is swept with all its parts when nothing has touched it for long", async () => {
    const old = await test.store.openStaging(3 * PART);
    await test.store.writeStagingPart(old, { offset: 0, source: [randomBytes(PART + 100)] });
    const { key } = await test.store.write([Buffer.from("kept")]);
    const bucket = new Bucket(settings);
    const names = new ObjectNames(settings.prefix);
    // What a write leaves that is killed, and a piece that came when its upload was over.
    const killed = await beginMultipart(bucket, names.object("0".repeat(32)), {
      checksum: "CRC32",
    });
    const bytes = randomBytes(10);
    const digest = { crc32: base64Crc32(bytes) };
    const payload = bytesPayload(bytes);
    await putPart(bucket, killed, { number: 1, payload, digest });
    const name = names.piece("1".repeat(32), { start: 0, end: 10 }, "ab");
    await putObject(bucket, { name, payload, digest });
    bucket.close();

    expect(await test.store.sweepStaging({ untouchedForMs: 3_600_000 })).toEqual({ removed: 0 });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const fresh = await test.store.openStaging(3 * PART);
    expect(await test.store.sweepStaging({ untouchedForMs: 1000 })).toEqual({ removed: 3 });
    await expect(test.store.stagingState(old)).rejects.toMatchObject({ code: "upload-not-found" });
    expect((await test.store.stagingState(fresh)).receivedBytes).toBe(0);
    expect(await test.listKeys()).toEqual([key]);
  });

  it("an object that changed while it was read is never mixed with the new one", async () => {
    const { key } = await test.store.write([randomBytes(9 * MEBIBYTE)]);
    const proxy = await startS3Proxy(settings.endpoint ?? "");
    const through = await openObjectStore({
      dataFolder: tmpdir(),
      s3: { ...settings, endpoint: proxy.url },
    });
    proxy.fault = () => ({ cutAnswerAfter: 2 * MEBIBYTE });
    const reading = through.read(key);
    await reading.next();
    const bucket = new Bucket(settings);
    const other = randomBytes(9 * MEBIBYTE);
    const digest = { sha256: createHash("sha256").update(other).digest("base64") };
    const name = new ObjectNames(settings.prefix).object(key);
    await putObject(bucket, { name, payload: bytesPayload(other), digest });
    bucket.close();
    const rest = (async () => {
      for await (const chunk of reading) expect(chunk.length).toBeGreaterThan(0);
    })();
    await expect(rest).rejects.toThrow("changed while it was read");
    await through.close();
    await proxy.close();
  });
});

describe("PLT-10: straight transfer", () => {
  it("takes the parts of a file, and they are hashed before they are an object", async () => {
    const bytes = randomBytes(2 * PART + 5);
    const key = await test.store.openStaging(bytes.length);
    const parts = await address(test.store, key, bytes);
    const sent = parts.map((part) => put(part, bytes.subarray(part.start, part.end)));
    expect(await Promise.all(sent)).toEqual([200, 200, 200]);
    expect((await test.store.stagingState(key)).receivedBytes).toBe(bytes.length);
    const object = await test.store.commitStaging(key);
    expect(object).toEqual({ key, sha256: sha256(bytes), sizeBytes: bytes.length });
    const [late] = parts;
    if (late) expect(await put(late, randomBytes(PART)), "the upload is over").not.toBe(200);
    expect((await test.readAll(key)).equals(bytes)).toBe(true);
  });

  it("goes together with parts that came through the server", async () => {
    const bytes = randomBytes(2 * PART + 5);
    const key = await test.store.openStaging(bytes.length);
    await test.store.writeStagingPart(key, { offset: 100, source: [bytes.subarray(100, PART)] });
    await test.store.writeStagingPart(key, { offset: 0, source: [bytes.subarray(0, 100)] });
    const parts = await address(test.store, key, bytes);
    for (const part of parts.slice(1)) {
      expect(await put(part, bytes.subarray(part.start, part.end))).toBe(200);
    }
    const expectedSha256 = sha256(bytes);
    expect(await test.store.commitStaging(key, { expectedSha256 })).toMatchObject({ key });
  });

  it("binds a file of one request to its hash, also when it is there", async () => {
    const bytes = randomBytes(1000);
    const key = await test.store.openStaging(1000, { expectedSha256: sha256(bytes) });
    const [part] = await address(test.store, key, bytes);
    if (part === undefined) throw new Error("no address");
    expect(await put(part, randomBytes(1000))).toBe(400);
    expect(await put({ ...part, headers: {} }, randomBytes(1000))).toBe(403);
    const otherHash = createHash("sha256").update("other").digest("base64");
    const headers = { "x-amz-checksum-sha256": otherHash };
    expect(await put({ ...part, headers }, Buffer.from("other"))).not.toBe(200);
    expect((await test.store.stagingState(key)).receivedBytes).toBe(0);
    expect(await put(part, bytes)).toBe(200);
    expect((await test.store.stagingState(key)).receivedBytes).toBe(1000);
    const object = await test.store.commitStaging(key, { expectedSha256: sha256(bytes) });
    expect(object).toMatchObject({ sha256: sha256(bytes) });
    expect(await put(part, randomBytes(1000)), "its bytes stay").toBe(400);
    expect((await test.readAll(key)).equals(bytes)).toBe(true);
  });

  it.each([
    ["shorter than announced", PART - 1],
    ["longer than announced", PART + 1],
  ])("refuses a part that is %s", async (_case, size) => {
    const key = await test.store.openStaging(2 * PART);
    const [part] = await address(test.store, key, randomBytes(2 * PART));
    if (part === undefined) throw new Error("no address");
    expect(await put(part, randomBytes(size))).not.toBe(200);
    expect((await test.store.stagingState(key)).receivedBytes).toBe(0);
  });

  it.each([
    [1, PART],
    [0, PART - 1],
    [0, 2 * PART],
    [2 * PART, 2 * PART],
    [4 * PART, 5 * PART],
    [-PART, 0],
    [0.5, PART],
  ])("gives no address for the bytes %d to %d", async (start, end) => {
    const key = await test.store.openStaging(2 * PART);
    const crc32 = base64Crc32(randomBytes(1));
    await expect(
      test.store.direct?.addressParts(key, [{ start, end, crc32 }]),
    ).rejects.toMatchObject({
      code: "validation-failed",
      extra: { partSizeBytes: PART },
    });
  });

  it("refuses other bytes than were announced, and half of a part whose line is cut", async () => {
    const bytes = randomBytes(2 * PART);
    const key = await test.store.openStaging(bytes.length);
    const proxy = await startS3Proxy(settings.endpoint ?? "");
    const [part] = await address(test.store, key, bytes);
    if (part === undefined) throw new Error("no address");
    expect(await put(part, randomBytes(PART))).toBe(400);
    const through = { ...part, url: part.url.replace(settings.endpoint ?? "", proxy.url) };
    proxy.fault = () => ({ cutRequestAfter: 3 * MEBIBYTE });
    expect(await put(through, bytes.subarray(0, PART))).toBe("cut");
    await proxy.close();
    expect((await test.store.stagingState(key)).receivedBytes).toBe(0);
    expect(await put(part, bytes.subarray(0, PART))).toBe(200);
    expect((await test.store.stagingState(key)).receivedBytes).toBe(PART);
  });

  it("an address to read serves ranges, as an attachment of the given name and type", async () => {
    const bytes = randomBytes(1000);
    const { key } = await test.store.write([bytes]);
    const disposition = `attachment; filename*=UTF-8''%E6%A8%A1.bin; filename="_.bin"`;
    const url = await test.store.direct?.addressObject(key, {
      mediaType: "application/octet-stream",
      disposition,
    });
    const response = await fetch(url ?? "", { headers: { range: "bytes=10-19" } });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-disposition")).toBe(disposition);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
    const forged = (url ?? "").replace(key, "0".repeat(32));
    expect((await fetch(forged)).status).toBe(403);
  });
});
