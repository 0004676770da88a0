import { createHash, randomBytes } from "node:crypto";
import { appendFile, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDirectoryStore } from "./directory-store.ts";
import { ObjectMissingError, type ObjectStore } from "./object-store.ts";

const MEBIBYTE = 1024 * 1024;

let root: string;
let store: ObjectStore;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "store-"));
  store = await openDirectoryStore(root);
});

afterEach(async () => {
  await store.close();
  await rm(root, { recursive: true });
});

describe("writing and reading", () => {
  it.each([0, 1, 65_536, 3 * MEBIBYTE + 17])(
    "REP-13: %i bytes come back as they were",
    async (size) => {
      const bytes = randomBytes(size);
      const written = await store.write(inChunks(bytes, 50_000), { expectedSha256: sha256(bytes) });
      expect(written).toEqual({ key: written.key, sha256: sha256(bytes), sizeBytes: size });
      expect(await store.size(written.key)).toBe(size);
      expect((await readAll(written.key)).equals(bytes)).toBe(true);
      expect(await filesIn("temporary")).toEqual([]);
    },
  );

  it("reads any range, with fresh and with reused buffers", async () => {
    const bytes = randomBytes(2 * MEBIBYTE + 5);
    const { key } = await store.write([bytes]);
    for (let round = 0; round < 40; round++) {
      const start = Math.floor(Math.random() * bytes.length);
      const end = start + Math.floor(Math.random() * (bytes.length - start + 1));
      const reuseBuffers = round % 2 === 0;
      const part = await readAll(key, { start, end, reuseBuffers });
      expect(part.equals(bytes.subarray(start, end))).toBe(true);
    }
  });

  it("says when a range lies beyond the end instead of giving fewer bytes", async () => {
    const { key } = await store.write([Buffer.from("four")]);
    await expect(readAll(key, { start: 2, end: 9 })).rejects.toThrow("ends at 4, before 9");
  });

  it("writes chunks of one byte", async () => {
    const bytes = randomBytes(3000);
    const { key } = await store.write(inChunks(bytes, 1));
    expect((await readAll(key)).equals(bytes)).toBe(true);
  });

  it.each([
    ["another hash", { expectedSha256: "0".repeat(64) }, "hash-mismatch"],
    ["fewer bytes than declared", { expectedSizeBytes: 2_000_001 }, "size-mismatch"],
    ["more bytes than declared", { expectedSizeBytes: 1_999_999 }, "size-mismatch"],
  ])("REP-13: refuses %s and keeps nothing", async (_case, options, code) => {
    const bytes = randomBytes(2_000_000);
    await expect(store.write(inChunks(bytes, 65_536), options)).rejects.toMatchObject({ code });
    expect(await filesIn("temporary")).toEqual([]);
    expect(await listKeys()).toEqual([]);
  });

  it("keeps nothing of a source that fails", async () => {
    await expect(store.write(failing(3 * MEBIBYTE))).rejects.toThrow("the line is cut");
    expect(await filesIn("temporary")).toEqual([]);
  });

  it("ends a write whose source has stalled, by the caller's signal", async () => {
    const stop = new AbortController();
    const writing = store.write(stalling(Buffer.from("begin")), { signal: stop.signal });
    setTimeout(() => stop.abort(new Error("silence")), 20);
    await expect(writing).rejects.toThrow("silence");
    expect(await filesIn("temporary")).toEqual([]);
  });

  it("removes an object, and again without complaint", async () => {
    const { key } = await store.write([Buffer.from("gone")]);
    await store.remove(key);
    await store.remove(key);
    expect(await store.size(key)).toBeUndefined();
    await expect(readAll(key)).rejects.toBeInstanceOf(ObjectMissingError);
  });

  it("REP-12: lists every object with its size and age", async () => {
    const written = [];
    for (const size of [0, 10, 20]) written.push(await store.write([randomBytes(size)]));
    const listed = await Array.fromAsync(store.list());
    expect(listed.map(({ key }) => key).toSorted()).toEqual(
      written.map(({ key }) => key).toSorted(),
    );
    expect(listed.reduce((total, { sizeBytes }) => total + sizeBytes, 0)).toBe(30);
    for (const { storedAt } of listed) expect(Date.now() - storedAt.getTime()).toBeLessThan(60_000);
  });

  it.each(["../../etc/passwd", "", "A".repeat(32), "0".repeat(31), `${"0".repeat(32)}/..`])(
    "never makes a path of the key %j",
    async (key) => {
      expect(() => store.read(key)).toThrow("not a key");
      await expect(store.size(key)).rejects.toThrow("not a key");
      await expect(store.stagingState(key)).rejects.toThrow("not a key");
    },
  );

  it("releases the file when the reader stops early", async () => {
    const { key } = await store.write([randomBytes(4 * MEBIBYTE)]);
    const before = (await readdir("/proc/self/fd")).length;
    for (let round = 0; round < 50; round++) {
      for await (const chunk of store.read(key, { reuseBuffers: true })) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
    }
    expect((await readdir("/proc/self/fd")).length).toBeLessThan(before + 5);
  });
});

describe("uploads in parts", () => {
  it("REP-3: takes parts in any order, in parallel, twice and overlapping", async () => {
    for (let round = 0; round < 5; round++) {
      const bytes = randomBytes(5 * MEBIBYTE + round);
      const key = await store.openStaging(bytes.length);
      const spans = overlappingSpans(bytes.length);
      await Promise.all(
        spans.map(({ start, end }) =>
          putPart(key, start, inChunks(bytes.subarray(start, end), 70_000)),
        ),
      );
      const object = await store.commitStaging(key, { expectedSha256: sha256(bytes) });
      expect(object.sizeBytes).toBe(bytes.length);
      expect((await readAll(object.key)).equals(bytes)).toBe(true);
    }
    expect(await filesIn("staging")).toEqual([]);
  });

  it("REP-13: the first bytes at a place stay, so a later part cannot change what was hashed", async () => {
    const bytes = randomBytes(3 * MEBIBYTE);
    const key = await store.openStaging(bytes.length);
    await putPart(key, 0, [bytes.subarray(0, 2 * MEBIBYTE)]);
    await putPart(key, 0, [randomBytes(2 * MEBIBYTE)]);
    await putPart(key, MEBIBYTE, [randomBytes(MEBIBYTE), bytes.subarray(2 * MEBIBYTE)]);
    const object = await store.commitStaging(key, { expectedSha256: sha256(bytes) });
    expect((await readAll(object.key)).equals(bytes)).toBe(true);
  });

  it("makes an object of 0 bytes", async () => {
    const key = await store.openStaging(0);
    expect(await store.commitStaging(key)).toMatchObject({ sizeBytes: 0, sha256: sha256("") });
  });

  it("keeps what arrived of a part whose source fails", async () => {
    const key = await store.openStaging(10 * MEBIBYTE);
    const part = { offset: MEBIBYTE, source: failing(3 * MEBIBYTE) };
    await expect(store.writeStagingPart(key, part)).rejects.toThrow("the line is cut");
    const { received } = await store.stagingState(key);
    expect(received).toEqual([{ start: MEBIBYTE, end: 4 * MEBIBYTE }]);
  });

  it("ends a stalled part by the caller's signal", async () => {
    const key = await store.openStaging(100);
    const stop = new AbortController();
    const source = stalling(Buffer.from("begin"));
    const writing = store.writeStagingPart(key, { offset: 0, source, signal: stop.signal });
    setTimeout(() => stop.abort(new Error("silence")), 20);
    await expect(writing).rejects.toThrow("silence");
    expect((await store.stagingState(key)).received).toEqual([{ start: 0, end: 5 }]);
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
    const key = await store.openStaging(100);
    const part = {
      offset,
      source: [randomBytes(size)],
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
    };
    await expect(store.writeStagingPart(key, part)).rejects.toMatchObject({
      code: "size-mismatch",
    });
    const { size: fileBytes } = await stat(join(root, "staging", `${key}.part`));
    expect(fileBytes).toBe(100);
  });

  it("names the bytes that are missing", async () => {
    const key = await store.openStaging(100);
    await putPart(key, 10, [randomBytes(20)]);
    await expect(store.commitStaging(key)).rejects.toMatchObject({
      code: "upload-incomplete",
      extra: {
        missing: [
          { start: 0, end: 10 },
          { start: 30, end: 100 },
        ],
      },
    });
    await putPart(key, 0, [randomBytes(100)]);
    expect(await store.commitStaging(key)).toMatchObject({ sizeBytes: 100 });
  });

  it("REP-13: discards bytes that have another hash", async () => {
    const key = await store.openStaging(4);
    await putPart(key, 0, [Buffer.from("evil")]);
    await expect(
      store.commitStaging(key, { expectedSha256: sha256("good") }),
    ).rejects.toMatchObject({
      code: "hash-mismatch",
    });
    await expect(store.stagingState(key)).rejects.toMatchObject({ code: "upload-not-found" });
    expect(await filesIn("staging")).toEqual([]);
    expect(await listKeys()).toEqual([]);
  });

  it("answers a repeated commit as the first one, but not with another hash", async () => {
    const key = await store.openStaging(4);
    await putPart(key, 0, [Buffer.from("same")]);
    const [first, second] = await Promise.all([store.commitStaging(key), store.commitStaging(key)]);
    expect(second).toEqual(first);
    expect(await store.commitStaging(key, { expectedSha256: sha256("same") })).toEqual(first);
    await expect(
      store.commitStaging(key, { expectedSha256: sha256("else") }),
    ).rejects.toMatchObject({
      code: "hash-mismatch",
    });
    expect((await readAll(key)).toString()).toBe("same");
  });

  it("a duplicate part that is still coming does not hold a complete upload up", async () => {
    const key = await store.openStaging(4);
    await putPart(key, 0, [Buffer.from("done")]);
    const late = store.writeStagingPart(key, { offset: 0, source: stalling(Buffer.from("d")) });
    const outcome = late.catch((error: unknown) => error);
    expect(await store.commitStaging(key)).toMatchObject({ sha256: sha256("done") });
    expect(await outcome).toMatchObject({ code: "upload-not-open" });
  });

  it("a discarded upload is gone, its running parts fail, and discarding again is no error", async () => {
    const key = await store.openStaging(100);
    const running = store.writeStagingPart(key, { offset: 0, source: stalling(Buffer.from("x")) });
    const outcome = running.catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await store.discardStaging(key);
    await store.discardStaging(key);
    expect(await outcome).toMatchObject({ code: "upload-not-open" });
    expect(await filesIn("staging")).toEqual([]);
  });

  it("REP-4: refuses an upload that cannot fit, before its first byte", async () => {
    await expect(store.openStaging(2 ** 52)).rejects.toMatchObject({ code: "storage-full" });
    expect(await filesIn("staging")).toEqual([]);
  });

  it("skips journal records that were cut short", async () => {
    const key = await store.openStaging(100);
    await putPart(key, 0, [randomBytes(10)]);
    await appendFile(join(root, "staging", `${key}.journal`), "\nspan 10 2");
    await putPart(key, 50, [randomBytes(10)]);
    await reopen();
    expect((await store.stagingState(key)).received).toEqual([
      { start: 0, end: 10 },
      { start: 50, end: 60 },
    ]);
  });

  it("sweeps what nothing has touched for long, and nothing else", async () => {
    const [old, fresh] = [await store.openStaging(10), await store.openStaging(10)];
    await writeFile(join(root, "temporary", "0".repeat(32)), "left by a crash");
    const { key } = await store.write([Buffer.from("kept")]);
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const name of [
      `staging/${old}.part`,
      `staging/${old}.journal`,
      `temporary/${"0".repeat(32)}`,
    ]) {
      await utimes(join(root, name), hourAgo, hourAgo);
    }
    expect(await store.sweepStaging({ untouchedForMs: 1_800_000 })).toEqual({ removed: 2 });
    await expect(store.stagingState(old)).rejects.toMatchObject({ code: "upload-not-found" });
    expect((await store.stagingState(fresh)).receivedBytes).toBe(0);
    expect(await store.size(key)).toBe(4);
  });
});

describe("two stores on one directory", () => {
  it("REP-13: a part that another process writes late never changes a committed object", async () => {
    const other = await openDirectoryStore(root);
    try {
      const bytes = randomBytes(2 * MEBIBYTE);
      const key = await store.openStaging(bytes.length);
      const gate = Promise.withResolvers<void>();
      const late = other.writeStagingPart(key, {
        offset: 0,
        source: gated(gate.promise, randomBytes(2 * MEBIBYTE)),
      });
      await expect.poll(() => filesIn("staging")).toHaveLength(2);
      await putPart(key, 0, [bytes]);
      const object = await store.commitStaging(key, { expectedSha256: sha256(bytes) });
      gate.resolve();
      await late.catch(() => undefined);
      expect((await readAll(object.key)).equals(bytes)).toBe(true);
      expect(await filesIn("staging")).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it("share the parts of one upload", async () => {
    const other = await openDirectoryStore(root);
    try {
      const bytes = randomBytes(2 * MEBIBYTE);
      const key = await store.openStaging(bytes.length);
      await putPart(key, 0, [bytes.subarray(0, MEBIBYTE)]);
      await other.writeStagingPart(key, { offset: MEBIBYTE, source: [bytes.subarray(MEBIBYTE)] });
      expect((await store.stagingState(key)).receivedBytes).toBe(bytes.length);
      const object = await store.commitStaging(key, { expectedSha256: sha256(bytes) });
      expect((await readAll(object.key)).equals(bytes)).toBe(true);
    } finally {
      await other.close();
    }
  });
});

function sha256(bytes: string | Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function* inChunks(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* failing(afterBytes: number): AsyncGenerator<Buffer> {
  yield randomBytes(afterBytes);
  throw new Error("the line is cut");
}

async function* stalling(first: Buffer): AsyncGenerator<Buffer> {
  yield first;
  await new Promise(() => undefined);
}

async function* gated(gate: Promise<void>, bytes: Buffer): AsyncGenerator<Buffer> {
  yield* inChunks(bytes.subarray(0, MEBIBYTE), MEBIBYTE);
  await gate;
  yield bytes;
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
  await store.writeStagingPart(key, { offset, source });
}

async function readAll(key: string, options: Parameters<ObjectStore["read"]>[1] = {}) {
  const chunks: Buffer[] = [];
  for await (const chunk of store.read(key, options)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function filesIn(folder: string): Promise<string[]> {
  return readdir(join(root, folder));
}

async function listKeys(): Promise<string[]> {
  return (await Array.fromAsync(store.list())).map(({ key }) => key);
}

async function reopen(): Promise<void> {
  await store.close();
  store = await openDirectoryStore(root);
}
