import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aBucketStore, inChunks, sha256, type TestStore } from "../testing/a-store.ts";
import { type S3Fault, type S3Proxy, startS3Proxy } from "../testing/s3-proxy.ts";
import { requireTestS3 } from "../testing/test-s3-settings.ts";
import { base64Crc32 } from "./base64-crc32.ts";

const MEBIBYTE = 1024 * 1024;
const BIG = 17 * MEBIBYTE + 3;

let proxy: S3Proxy;
let test: TestStore;

beforeEach(async () => {
  const settings = requireTestS3();
  proxy = await startS3Proxy(settings.endpoint ?? "");
  test = await aBucketStore({ ...settings, endpoint: proxy.url });
});

afterEach(async () => {
  proxy.fault = () => undefined;
  await test.remove();
  await proxy.close();
});

const isObject = (path: string) => path.includes("/objects/");
const isPart = (path: string) => path.includes("partNumber=");

/** The first `times` requests that match meet the fault. */
function first(
  times: number,
  fault: S3Fault,
  matches: (request: { method: string; path: string }) => boolean,
): void {
  let met = 0;
  proxy.fault = (request) => (matches(request) && met++ < times ? fault : undefined);
}

const anError = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("PLT-10: a bucket that fails for a moment", () => {
  it.each<[string, S3Fault]>([
    ["says that it is busy", { answer: 503, code: "SlowDown" }],
    ["cuts what it is sent", { cutRequestAfter: 300_000 }],
    ["receives other bytes", { damageRequest: true }],
    ["is not heard", { loseAnswer: true }],
  ])("that %s loses no part of a file", async (_case, fault) => {
    const bytes = randomBytes(BIG);
    first(2, fault, ({ method, path }) => method === "PUT" && isPart(path));
    const written = await test.store.write(inChunks(bytes, 500_000));
    expect(written.sha256).toBe(sha256(bytes));
    proxy.fault = () => undefined;
    expect((await test.readAll(written.key)).equals(bytes)).toBe(true);
  });

  it("that cuts what it sends is read on at the byte that was reached", async () => {
    const bytes = randomBytes(9 * MEBIBYTE);
    const { key } = await test.store.write([bytes]);
    const ranges: string[] = [];
    first(3, { cutAnswerAfter: 2 * MEBIBYTE }, ({ method, path }) => {
      if (method === "GET" && isObject(path)) ranges.push(path);
      return method === "GET" && isObject(path);
    });
    expect((await test.readAll(key)).equals(bytes)).toBe(true);
    expect((await test.readAll(key, { start: 10, end: 8 * MEBIBYTE })).length).toBe(
      8 * MEBIBYTE - 10,
    );
    expect(ranges.length).toBeGreaterThanOrEqual(4);
  });

  it("that cuts an upload by its client's hand keeps what came before", async () => {
    const bytes = randomBytes(BIG);
    const key = await test.store.openStaging(bytes.length);
    first(3, { cutRequestAfter: 100_000 }, ({ method }) => method === "PUT");
    await test.store.writeStagingPart(key, { offset: 0, source: inChunks(bytes, 700_000) });
    const expectedSha256 = sha256(bytes);
    expect((await test.store.commitStaging(key, { expectedSha256 })).key).toBe(key);
    expect((await test.readAll(key)).equals(bytes)).toBe(true);
  });
});

describe("PLT-10: a bucket that stays broken", () => {
  it.each<[string, S3Fault]>([
    ["busy", { answer: 503, code: "SlowDown" }],
    ["closed to us", { answer: 403, code: "AccessDenied" }],
    ["gone", { answer: 404, code: "NoSuchBucket" }],
  ])("%s: says `unavailable`, and keeps nothing of a write", async (_case, fault) => {
    proxy.fault = ({ method, path }) => (method === "PUT" && isObject(path) ? fault : undefined);
    const error = await anError(test.store.write([randomBytes(1000)]));
    expect(error).toMatchObject({ code: "unavailable", status: 503 });
    expect(await test.unfinished()).toEqual([]);
    expect(await test.listKeys()).toEqual([]);
  });

  it("full: says `storage-full`, and ends what it had begun", async () => {
    proxy.fault = ({ method, path }) =>
      method === "PUT" && path.includes("partNumber=2")
        ? { answer: 507, code: "XMinioStorageFull" }
        : undefined;
    const error = await anError(test.store.write([randomBytes(BIG)]));
    expect(error).toMatchObject({ code: "storage-full" });
    expect(await test.unfinished()).toEqual([]);
  });

  it("in the middle of an upload: what was acknowledged is there when it is back", async () => {
    const bytes = randomBytes(BIG);
    const key = await test.store.openStaging(bytes.length);
    const part = 8 * MEBIBYTE;
    await test.store.writeStagingPart(key, { offset: 0, source: [bytes.subarray(0, part)] });
    proxy.fault = () => ({ answer: 503, code: "ServiceUnavailable" });
    const rest = { offset: part, source: [bytes.subarray(part)] };
    expect(await anError(test.store.writeStagingPart(key, rest))).toMatchObject({
      code: "unavailable",
    });
    expect(await anError(test.store.commitStaging(key))).toMatchObject({ code: "unavailable" });
    proxy.fault = () => undefined;
    expect((await test.store.stagingState(key)).received).toEqual([{ start: 0, end: part }]);
    await test.store.writeStagingPart(key, rest);
    const expectedSha256 = sha256(bytes);
    await test.store.commitStaging(key, { expectedSha256 });
    expect((await test.readAll(key)).equals(bytes)).toBe(true);
  });

  it("while an upload is committed: the commit is repeated, and is one", async () => {
    const bytes = randomBytes(BIG);
    const expectedSha256 = sha256(bytes);
    for (const fault of [{ loseAnswer: true }, { answer: 500, code: "InternalError" }] as const) {
      const key = await test.store.openStaging(bytes.length);
      await test.store.writeStagingPart(key, { offset: 0, source: inChunks(bytes, 600_000) });
      proxy.fault = ({ method, path }) =>
        method === "POST" && path.includes("uploadId=") ? fault : undefined;
      await anError(test.store.commitStaging(key, { expectedSha256 }));
      proxy.fault = () => undefined;
      const object = await test.store.commitStaging(key, { expectedSha256 });
      expect(object).toEqual({ key, sha256: expectedSha256, sizeBytes: bytes.length });
      expect((await test.readAll(key)).equals(bytes)).toBe(true);
    }
    expect(await test.unfinished()).toEqual([]);
  });
});

describe("REP-13: a bucket that changes bytes", () => {
  it("as they arrive in one request: they are refused, and nothing is kept", async () => {
    proxy.fault = ({ method, path }) =>
      method === "PUT" && isObject(path) ? { damageRequest: true } : undefined;
    const error = await anError(test.store.write([randomBytes(1000)]));
    expect(error).toMatchObject({ code: "unavailable" });
    proxy.fault = () => undefined;
    expect(await test.listKeys()).toEqual([]);
  });

  it("as a client that lies sends them straight: they are found when they are read back", async () => {
    const bytes = randomBytes(9 * MEBIBYTE);
    const key = await test.store.openStaging(bytes.length);
    const sent = randomBytes(9 * MEBIBYTE);
    const spans = [
      { start: 0, end: 8 * MEBIBYTE },
      { start: 8 * MEBIBYTE, end: 9 * MEBIBYTE },
    ].map((span) => ({ ...span, crc32: base64Crc32(sent.subarray(span.start, span.end)) }));
    const parts = (await test.store.direct?.addressParts(key, spans)) ?? [];
    for (const { url, headers, start, end } of parts) {
      const body = new Uint8Array(sent.subarray(start, end));
      expect((await fetch(url, { method: "PUT", headers, body })).status).toBe(200);
    }
    const commit = test.store.commitStaging(key, { expectedSha256: sha256(bytes) });
    expect(await anError(commit)).toMatchObject({ code: "hash-mismatch" });
    expect(await test.unfinished()).toEqual([]);
    expect(await test.listKeys()).toEqual([]);
  });

  it("as they are read back once: good bytes are not called wrong", async () => {
    const bytes = randomBytes(9 * MEBIBYTE);
    const key = await test.store.openStaging(bytes.length);
    await test.store.writeStagingPart(key, { offset: 0, source: [bytes] });
    first(1, { damageAnswer: true }, ({ method, path }) => method === "GET" && isWhole(path));
    const expectedSha256 = sha256(bytes);
    expect(await test.store.commitStaging(key, { expectedSha256 })).toMatchObject({ key });
  });
});

/** The object itself, not a list of its parts. */
function isWhole(path: string): boolean {
  return isObject(path) && !path.includes("uploadId=");
}
