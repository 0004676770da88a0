import { randomBytes } from "node:crypto";
import { appendFile, readdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aDirectoryStore, inChunks, sha256, type TestDirectoryStore } from "./testing/a-store.ts";

const MEBIBYTE = 1024 * 1024;

let test: TestDirectoryStore;

beforeEach(async () => {
  test = await aDirectoryStore();
});

afterEach(async () => {
  await test.remove();
});

describe("a directory store", () => {
  it("releases the file when the reader stops early", async () => {
    const { key } = await test.store.write([randomBytes(4 * MEBIBYTE)]);
    const before = (await readdir("/proc/self/fd")).length;
    for (let round = 0; round < 50; round++) {
      for await (const chunk of test.store.read(key, { reuseBuffers: true })) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
    }
    expect((await readdir("/proc/self/fd")).length).toBeLessThan(before + 5);
  });

  it("REP-4: a part that is refused leaves the file as long as it was", async () => {
    const key = await test.store.openStaging(100);
    const part = { offset: 95, source: [randomBytes(6)] };
    await expect(test.store.writeStagingPart(key, part)).rejects.toMatchObject({
      code: "size-mismatch",
    });
    expect((await stat(join(test.root, "staging", `${key}.part`))).size).toBe(100);
  });

  it("skips journal records that were cut short", async () => {
    const key = await test.store.openStaging(100);
    await putPart(key, 0, [randomBytes(10)]);
    await appendFile(join(test.root, "staging", `${key}.journal`), "\nspan 10 2");
    await putPart(key, 50, [randomBytes(10)]);
    const reopened = await test.another();
    expect((await reopened.stagingState(key)).received).toEqual([
      { start: 0, end: 10 },
      { start: 50, end: 60 },
    ]);
    await reopened.close();
  });

  it("sweeps what nothing has touched for long, and nothing else", async () => {
    const [old, fresh] = [await test.store.openStaging(10), await test.store.openStaging(10)];
    await writeFile(join(test.root, "temporary", "0".repeat(32)), "left by a crash");
    const { key } = await test.store.write([Buffer.from("kept")]);
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const name of [
      `staging/${old}.part`,
      `staging/${old}.journal`,
      `temporary/${"0".repeat(32)}`,
    ]) {
      await utimes(join(test.root, name), hourAgo, hourAgo);
    }
    expect(await test.store.sweepStaging({ untouchedForMs: 1_800_000 })).toEqual({ removed: 2 });
    await expect(test.store.stagingState(old)).rejects.toMatchObject({ code: "upload-not-found" });
    expect((await test.store.stagingState(fresh)).receivedBytes).toBe(0);
    expect(await test.store.size(key)).toBe(4);
  });

  it("REP-13: bytes written late by another store on the directory change no object", async () => {
    const other = await test.another();
    try {
      const bytes = randomBytes(2 * MEBIBYTE);
      const key = await test.store.openStaging(bytes.length);
      const gate = Promise.withResolvers<void>();
      const late = other.writeStagingPart(key, {
        offset: 0,
        source: gated(gate.promise, randomBytes(2 * MEBIBYTE)),
      });
      await expect
        .poll(async () => (await other.stagingState(key)).hashedBytes, { timeout: 10_000 })
        .toBe(MEBIBYTE);
      await putPart(key, 0, [bytes]);
      const object = await test.store.commitStaging(key, { expectedSha256: sha256(bytes) });
      gate.resolve();
      await late.catch(() => undefined);
      expect((await test.readAll(object.key)).equals(bytes)).toBe(true);
      expect(await test.unfinished()).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

async function* gated(gate: Promise<void>, bytes: Buffer): AsyncGenerator<Buffer> {
  yield* inChunks(bytes.subarray(0, MEBIBYTE), MEBIBYTE);
  await gate;
  yield bytes.subarray(MEBIBYTE);
}

async function putPart(key: string, offset: number, source: Iterable<Buffer>): Promise<void> {
  await test.store.writeStagingPart(key, { offset, source });
}
