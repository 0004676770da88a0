import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ObjectMissingError } from "./object-store.ts";
import { aStore, failing, inChunks, sha256, stalling, type TestStore } from "./testing/a-store.ts";

const MEBIBYTE = 1024 * 1024;

let test: TestStore;

beforeEach(async () => {
  test = await aStore();
});

afterEach(async () => {
  await test.remove();
});

describe("writing many", () => {
  const hashed = (bytes: Buffer) => ({ bytes, sha256: sha256(bytes) });

  it("REP-13: gives each back as it was, also an empty and an equal one", async () => {
    const files = [0, 1, 20_000, MEBIBYTE, 20_000].map((size) => randomBytes(size));
    const all = [...files, files[2] ?? Buffer.alloc(0)];
    const written = await test.store.writeMany(all.map(hashed));
    expect(written).toEqual(
      all.map((bytes, at) => ({
        key: written[at]?.key,
        sha256: sha256(bytes),
        sizeBytes: bytes.length,
      })),
    );
    expect(new Set(written.map(({ key }) => key)).size).toBe(all.length);
    for (const [at, { key }] of written.entries()) {
      expect((await test.readAll(key)).equals(all[at] ?? Buffer.alloc(0))).toBe(true);
    }
    expect((await test.listKeys()).toSorted()).toEqual(written.map(({ key }) => key).toSorted());
    expect(await test.unfinished()).toEqual([]);
    expect(await test.store.writeMany([])).toEqual([]);
  });

  it("REP-13: leaves nothing when one of them has another hash", async () => {
    const files = Array.from({ length: 40 }, () => hashed(randomBytes(500)));
    const wrong = { bytes: randomBytes(500), sha256: sha256("something else") };
    await expect(test.store.writeMany([...files, wrong])).rejects.toMatchObject({
      code: "hash-mismatch",
    });
    expect(await test.listKeys()).toEqual([]);
    expect(await test.unfinished()).toEqual([]);
  });
});

describe("writing and reading", () => {
  it.each([0, 1, 65_536, 3 * MEBIBYTE + 17])(
    "REP-13: %i bytes come back as they were",
    async (size) => {
      const bytes = randomBytes(size);
      const written = await test.store.write(inChunks(bytes, 50_000), {
        expectedSha256: sha256(bytes),
      });
      expect(written).toEqual({ key: written.key, sha256: sha256(bytes), sizeBytes: size });
      expect(await test.store.size(written.key)).toBe(size);
      expect((await test.readAll(written.key)).equals(bytes)).toBe(true);
      expect(await test.unfinished()).toEqual([]);
    },
  );

  it.each([true, false])(
    "gives the memory of chunks back when it owns them: %s",
    async (ownsChunks) => {
      const bytes = randomBytes(3 * MEBIBYTE);
      const chunks = [0, 1, 2].map((index) => {
        const chunk = new Uint8Array(MEBIBYTE);
        chunk.set(bytes.subarray(index * MEBIBYTE, (index + 1) * MEBIBYTE));
        return chunk;
      });
      const slice = bytes.subarray(5, 10);
      const { key } = await test.store.write([...chunks, slice], { ownsChunks });
      const staging = await test.store.openStaging(MEBIBYTE);
      const part = new Uint8Array(MEBIBYTE).fill(7);
      await test.store.writeStagingPart(staging, { offset: 0, source: [part], ownsChunks });
      const left = ownsChunks ? 0 : MEBIBYTE;
      expect([...chunks, part].map(({ byteLength }) => byteLength)).toEqual(Array(4).fill(left));
      expect(slice).toHaveLength(5);
      expect((await test.readAll(key)).equals(Buffer.concat([bytes, slice]))).toBe(true);
    },
  );

  it("reads any range, with fresh and with reused buffers", async () => {
    const bytes = randomBytes(2 * MEBIBYTE + 5);
    const { key } = await test.store.write([bytes]);
    for (let round = 0; round < 40; round++) {
      const start = Math.floor(Math.random() * bytes.length);
      const end = start + Math.floor(Math.random() * (bytes.length - start + 1));
      const reuseBuffers = round % 2 === 0;
      const part = await test.readAll(key, { start, end, reuseBuffers });
      expect(part.equals(bytes.subarray(start, end))).toBe(true);
    }
  });

  it("says when a range lies beyond the end instead of giving fewer bytes", async () => {
    const { key } = await test.store.write([Buffer.from("four")]);
    await expect(test.readAll(key, { start: 2, end: 9 })).rejects.toThrow("ends at 4, before 9");
  });

  it("writes chunks of one byte", async () => {
    const bytes = randomBytes(3000);
    const { key } = await test.store.write(inChunks(bytes, 1));
    expect((await test.readAll(key)).equals(bytes)).toBe(true);
  });

  it.each([
    ["another hash", { expectedSha256: "0".repeat(64) }, "hash-mismatch"],
    ["fewer bytes than declared", { expectedSizeBytes: 2_000_001 }, "size-mismatch"],
    ["more bytes than declared", { expectedSizeBytes: 1_999_999 }, "size-mismatch"],
  ])("REP-13: refuses %s and keeps nothing", async (_case, options, code) => {
    const bytes = randomBytes(2_000_000);
    await expect(test.store.write(inChunks(bytes, 65_536), options)).rejects.toMatchObject({
      code,
    });
    expect(await test.unfinished()).toEqual([]);
    expect(await test.listKeys()).toEqual([]);
  });

  it("keeps nothing of a source that fails", async () => {
    await expect(test.store.write(failing(3 * MEBIBYTE))).rejects.toThrow("the line is cut");
    expect(await test.unfinished()).toEqual([]);
  });

  it("ends a write whose source has stalled, by the caller's signal", async () => {
    const stop = new AbortController();
    const source = stalling(Buffer.from("begin"), () => {
      setTimeout(() => stop.abort(new Error("silence")), 20);
    });
    const writing = test.store.write(source, { signal: stop.signal });
    await expect(writing).rejects.toThrow("silence");
    expect(await test.unfinished()).toEqual([]);
  });

  it("removes an object, and again without complaint", async () => {
    const { key } = await test.store.write([Buffer.from("gone")]);
    await test.store.remove(key);
    await test.store.remove(key);
    expect(await test.store.size(key)).toBeUndefined();
    await expect(test.readAll(key)).rejects.toBeInstanceOf(ObjectMissingError);
  });

  it("REP-12: lists every object with its size and age", async () => {
    const written = [];
    for (const size of [0, 10, 20]) written.push(await test.store.write([randomBytes(size)]));
    const listed = await Array.fromAsync(test.store.list());
    expect(listed.map(({ key }) => key).toSorted()).toEqual(
      written.map(({ key }) => key).toSorted(),
    );
    expect(listed.reduce((total, { sizeBytes }) => total + sizeBytes, 0)).toBe(30);
    for (const { storedAt } of listed) expect(Date.now() - storedAt.getTime()).toBeLessThan(60_000);
  });

  it.each(["../../etc/passwd", "", "A".repeat(32), "0".repeat(31), `${"0".repeat(32)}/..`])(
    "never makes a path of the key %j",
    async (key) => {
      expect(() => test.store.read(key)).toThrow("not a key");
      await expect(test.store.size(key)).rejects.toThrow("not a key");
      await expect(test.store.stagingState(key)).rejects.toThrow("not a key");
    },
  );

  it("may be left before the end, any number of times", async () => {
    const bytes = randomBytes(4 * MEBIBYTE);
    const { key } = await test.store.write([bytes]);
    for (let round = 0; round < 20; round++) {
      for await (const chunk of test.store.read(key, { reuseBuffers: true })) {
        expect(bytes.subarray(0, chunk.length).equals(chunk)).toBe(true);
        break;
      }
    }
    expect((await test.readAll(key)).equals(bytes)).toBe(true);
  });
});
