import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aStore, failing, inChunks, sha256, stalling, type TestStore } from "./testing/a-store.ts";

const MEBIBYTE = 1024 * 1024;

let test: TestStore;

beforeEach(async () => {
  test = await aStore();
});

afterEach(async () => {
  await test.remove();
});

describe("uploads in parts", () => {
  it("REP-3: takes parts in any order, in parallel, twice and overlapping", async () => {
    for (let round = 0; round < 5; round++) {
      const bytes = randomBytes(5 * MEBIBYTE + round);
      const key = await test.store.openStaging(bytes.length);
      const spans = overlappingSpans(bytes.length);
      await Promise.all(
        spans.map(({ start, end }) =>
          putPart(key, start, inChunks(bytes.subarray(start, end), 70_000)),
        ),
      );
      const object = await test.store.commitStaging(key, { expectedSha256: sha256(bytes) });
      expect(object.sizeBytes).toBe(bytes.length);
      expect((await test.readAll(object.key)).equals(bytes)).toBe(true);
    }
    expect(await test.unfinished()).toEqual([]);
  });

  it("REP-13: the first bytes at a place stay, so a later part cannot change what was hashed", async () => {
    const bytes = randomBytes(3 * MEBIBYTE);
    const key = await test.store.openStaging(bytes.length);
    await putPart(key, 0, [bytes.subarray(0, 2 * MEBIBYTE)]);
    await putPart(key, 0, [randomBytes(2 * MEBIBYTE)]);
    await putPart(key, MEBIBYTE, [randomBytes(MEBIBYTE), bytes.subarray(2 * MEBIBYTE)]);
    const object = await test.store.commitStaging(key, { expectedSha256: sha256(bytes) });
    expect((await test.readAll(object.key)).equals(bytes)).toBe(true);
  });

  it("makes an object of 0 bytes", async () => {
    const key = await test.store.openStaging(0);
    expect(await test.store.commitStaging(key)).toMatchObject({ sizeBytes: 0, sha256: sha256("") });
  });

  it("keeps what arrived of a part whose source fails", async () => {
    const key = await test.store.openStaging(10 * MEBIBYTE);
    const part = { offset: MEBIBYTE, source: failing(3 * MEBIBYTE) };
    await expect(test.store.writeStagingPart(key, part)).rejects.toThrow("the line is cut");
    const { received } = await test.store.stagingState(key);
    expect(received).toEqual([{ start: MEBIBYTE, end: 4 * MEBIBYTE }]);
  });

  it("ends a stalled part by the caller's signal", async () => {
    const key = await test.store.openStaging(100);
    const stop = new AbortController();
    const source = stalling(Buffer.from("begin"), () => {
      setTimeout(() => stop.abort(new Error("silence")), 20);
    });
    const writing = test.store.writeStagingPart(key, { offset: 0, source, signal: stop.signal });
    await expect(writing).rejects.toThrow("silence");
    expect((await test.store.stagingState(key)).received).toEqual([{ start: 0, end: 5 }]);
  });

  it.each([
    ["shorter than declared", { offset: 0, size: 10, sizeBytes: 11 }],
    ["longer than declared", { offset: 0, size: 10, sizeBytes: 9 }],
    ["reaching over the end", { offset: 95, size: 6, sizeBytes: 6 }],
    ["reaching over the end undeclared", { offset: 95, size: 6, sizeBytes: undefined }],
    ["before the beginning", { offset: -1, size: 1, sizeBytes: 1 }],
    ["at half a byte", { offset: 0.5, size: 1, sizeBytes: 1 }],
    ["beyond all numbers", { offset: 2 ** 60, size: 1, sizeBytes: 1 }],
  ])("REP-4: refuses a part %s", async (_case, { offset, size, sizeBytes }) => {
    const key = await test.store.openStaging(100);
    const part = {
      offset,
      source: [randomBytes(size)],
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
    };
    await expect(test.store.writeStagingPart(key, part)).rejects.toMatchObject({
      code: "size-mismatch",
    });
    const { received } = await test.store.stagingState(key);
    expect(received.every(({ end }) => end <= 100)).toBe(true);
  });

  it("names the bytes that are missing", async () => {
    const key = await test.store.openStaging(100);
    await putPart(key, 10, [randomBytes(20)]);
    await expect(test.store.commitStaging(key)).rejects.toMatchObject({
      code: "upload-incomplete",
      extra: {
        missing: [
          { start: 0, end: 10 },
          { start: 30, end: 100 },
        ],
      },
    });
    await putPart(key, 0, [randomBytes(100)]);
    expect(await test.store.commitStaging(key)).toMatchObject({ sizeBytes: 100 });
  });

  it("REP-13: discards bytes that have another hash", async () => {
    const key = await test.store.openStaging(4);
    await putPart(key, 0, [Buffer.from("evil")]);
    await expect(
      test.store.commitStaging(key, { expectedSha256: sha256("good") }),
    ).rejects.toMatchObject({
      code: "hash-mismatch",
    });
    await expect(test.store.stagingState(key)).rejects.toMatchObject({ code: "upload-not-found" });
    expect(await test.unfinished()).toEqual([]);
    expect(await test.listKeys()).toEqual([]);
  });

  it("answers a repeated commit as the first one, but not with another hash", async () => {
    const key = await test.store.openStaging(4);
    await putPart(key, 0, [Buffer.from("same")]);
    const [first, second] = await Promise.all([
      test.store.commitStaging(key),
      test.store.commitStaging(key),
    ]);
    expect(second).toEqual(first);
    expect(await test.store.commitStaging(key, { expectedSha256: sha256("same") })).toEqual(first);
    await expect(
      test.store.commitStaging(key, { expectedSha256: sha256("else") }),
    ).rejects.toMatchObject({
      code: "hash-mismatch",
    });
    expect((await test.readAll(key)).toString()).toBe("same");
  });

  it("a duplicate part that is still coming does not hold a complete upload up", async () => {
    const key = await test.store.openStaging(4);
    await putPart(key, 0, [Buffer.from("done")]);
    const late = test.store.writeStagingPart(key, {
      offset: 0,
      source: stalling(Buffer.from("d")),
    });
    const outcome = late.catch((error: unknown) => error);
    expect(await test.store.commitStaging(key)).toMatchObject({ sha256: sha256("done") });
    expect(await outcome).toMatchObject({ code: "upload-not-open" });
  });

  it("a discarded upload is gone, its running parts fail, and discarding again is no error", async () => {
    const key = await test.store.openStaging(100);
    const running = test.store.writeStagingPart(key, {
      offset: 0,
      source: stalling(Buffer.from("x")),
    });
    const outcome = running.catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await test.store.discardStaging(key);
    await test.store.discardStaging(key);
    expect(await outcome).toMatchObject({ code: "upload-not-open" });
    expect(await test.unfinished()).toEqual([]);
  });

  it("REP-4: refuses an upload that cannot fit, before its first byte", async () => {
    await expect(test.store.openStaging(2 ** 52)).rejects.toMatchObject({ code: "storage-full" });
    expect(await test.unfinished()).toEqual([]);
  });
});

describe("two processes on one store", () => {
  it("REP-3: share the parts of one upload", async () => {
    const other = await test.another();
    try {
      const bytes = randomBytes(2 * MEBIBYTE);
      const key = await test.store.openStaging(bytes.length);
      await putPart(key, 0, [bytes.subarray(0, MEBIBYTE)]);
      await other.writeStagingPart(key, { offset: MEBIBYTE, source: [bytes.subarray(MEBIBYTE)] });
      expect((await test.store.stagingState(key)).receivedBytes).toBe(bytes.length);
      const object = await test.store.commitStaging(key, { expectedSha256: sha256(bytes) });
      expect((await test.readAll(object.key)).equals(bytes)).toBe(true);
    } finally {
      await other.close();
    }
  });

  it("REP-3: both commit one upload, and both get its object", async () => {
    const other = await test.another();
    try {
      const bytes = randomBytes(9 * MEBIBYTE);
      const expectedSha256 = sha256(bytes);
      const key = await test.store.openStaging(bytes.length);
      await putPart(key, 0, [bytes]);
      const outcomes = await Promise.allSettled([
        test.store.commitStaging(key, { expectedSha256 }),
        other.commitStaging(key, { expectedSha256 }),
      ]);
      expect(outcomes.map(({ status }) => status)).toContain("fulfilled");
      const again = await other.commitStaging(key, { expectedSha256 });
      expect(again).toEqual({ key, sha256: expectedSha256, sizeBytes: bytes.length });
      expect((await test.readAll(key)).equals(bytes)).toBe(true);
      expect(await test.unfinished()).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it("REP-13: a part that another process writes late never changes a committed object", async () => {
    const other = await test.another();
    try {
      const bytes = randomBytes(2 * MEBIBYTE);
      const key = await test.store.openStaging(bytes.length);
      const gate = Promise.withResolvers<void>();
      const isReceiving = Promise.withResolvers<void>();
      const late = other.writeStagingPart(key, {
        offset: 0,
        source: gated(randomBytes(2 * MEBIBYTE), gate.promise, isReceiving.resolve),
      });
      await isReceiving.promise;
      await putPart(key, 0, [bytes]);
      const object = await test.store.commitStaging(key);
      gate.resolve();
      await late.catch(() => undefined);
      expect(await test.store.commitStaging(key)).toEqual(object);
      expect(sha256(await test.readAll(object.key))).toBe(object.sha256);
    } finally {
      await other.close();
    }
  });
});

async function* gated(
  bytes: Buffer,
  gate: Promise<void>,
  begin: () => void,
): AsyncGenerator<Buffer> {
  yield* inChunks(bytes.subarray(0, MEBIBYTE), MEBIBYTE);
  begin();
  await gate;
  yield bytes.subarray(MEBIBYTE);
}

function overlappingSpans(size: number): { start: number; end: number }[] {
  const step = 600_000;
  const starts = Array.from({ length: Math.ceil(size / step) }, (_, index) => index * step);
  return starts
    .flatMap((start) => [start, start])
    .map((start) => ({
      start,
      end: Math.min(size, start + step + Math.floor(Math.random() * step)),
    }))
    .toSorted(() => Math.random() - 0.5);
}

async function putPart(key: string, offset: number, source: Iterable<Buffer>): Promise<void> {
  await test.store.writeStagingPart(key, { offset, source });
}
