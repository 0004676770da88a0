import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, open, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { missingSpans } from "./byte-spans.ts";
import { openDirectoryStore } from "./directory-store.ts";
import type { ByteSpan, ObjectStore } from "./object-store.ts";
import { OnceWrittenFile } from "./once-written-file.ts";
import { asStorageError } from "./storage-problem.ts";
import { patternFrom } from "./testing/pattern.ts";

const MEBIBYTE = 1024 * 1024;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "store-"));
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

describe("kill -9", () => {
  it("REP-3: keeps every acknowledged part, and the upload goes on in a new process", async () => {
    const sizeBytes = 40 * MEBIBYTE + 3;
    const crashed = await uploadAndKill({ sizeBytes, partBytes: 700_001, afterParts: 20 });
    const received = await expectPattern(crashed.key);
    for (const part of crashed.acknowledged) expect(missingSpans(received, part)).toEqual([]);
    await expectResumed(crashed.key, sizeBytes);
  });

  it("REP-3: keeps most of a single long part that was never acknowledged", async () => {
    const sizeBytes = 150 * MEBIBYTE;
    const crashed = await uploadAndKill({ sizeBytes, partBytes: sizeBytes, afterRecords: 1 });
    const [span] = await expectPattern(crashed.key);
    expect(span?.start).toBe(0);
    expect(span?.end).toBeGreaterThanOrEqual(64 * MEBIBYTE);
    await expectResumed(crashed.key, sizeBytes);
  });

  it.each(["part", "sealed"])(
    "after the bytes are complete, before the object is there (%s): commits again",
    async (name) => {
      await withStore(async (store) => {
        const key = await store.openStaging(MEBIBYTE);
        await store.writeStagingPart(key, { offset: 0, source: patternFrom(0, MEBIBYTE) });
        const path = join(root, "staging", key);
        await store.close();
        await rename(`${path}.part`, `${path}.${name}`);
        await expectResumed(key, MEBIBYTE);
      });
    },
  );

  it("between the object and the answer: commits again and cleans up", async () => {
    await withStore(async (store) => {
      const key = await store.openStaging(MEBIBYTE);
      await store.writeStagingPart(key, { offset: 0, source: patternFrom(0, MEBIBYTE) });
      const { sha256 } = await store.commitStaging(key);
      await (await open(join(root, "staging", `${key}.journal`), "w")).close();
      expect(await store.commitStaging(key)).toEqual({ key, sha256, sizeBytes: MEBIBYTE });
      expect(await readdir(join(root, "staging"))).toEqual([]);
    });
  });
});

describe("a full disk", () => {
  it("is told as storage-full, and nothing is left behind", async () => {
    const script = fileURLToPath(new URL("./testing/fill-limited-disk.ts", import.meta.url));
    // Blocks of 512 bytes: one mebibyte.
    const command = `ulimit -f 2048 && exec "$0" "$@"`;
    const output = execFileSync(
      "sh",
      ["-c", command, process.execPath, script, root, String(3 * MEBIBYTE)],
      { encoding: "utf8" },
    );
    expect(output).toBe("write storage-full\nopen storage-full\n");
    expect(await readdir(join(root, "temporary"))).toEqual([]);
    expect(await readdir(join(root, "staging"))).toEqual([]);
    expect(await readdir(join(root, "objects"))).toEqual([]);
  });

  it("in the middle of a part: the part can be sent again when there is room", async () => {
    const grown: number[] = [];
    const content = new OnceWrittenFile([], (prefixBytes) => grown.push(prefixBytes));
    const batch = { chunks: [Buffer.from("bytes")], position: 0, sizeBytes: 5 };
    const full = await open("/dev/full", "r+");
    const failure = await content.write(full, batch).catch(asStorageError);
    await full.close();
    expect(failure).toMatchObject({ code: "storage-full", status: 507 });
    expect(content.writtenEnd(0)).toBe(0);

    const file = await open(join(root, "file"), "w+");
    await content.write(file, batch);
    expect(await file.readFile("utf8")).toBe("bytes");
    await file.close();
    expect(grown).toEqual([5]);
  });
});

type Crash = { sizeBytes: number; partBytes: number; afterParts?: number; afterRecords?: number };

/** Runs an upload in its own process and kills that without warning. */
async function uploadAndKill(crash: Crash): Promise<{ key: string; acknowledged: ByteSpan[] }> {
  const script = fileURLToPath(new URL("./testing/write-until-killed.ts", import.meta.url));
  const { sizeBytes, partBytes } = crash;
  const child = spawn(process.execPath, [script, root, String(sizeBytes), String(partBytes)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const acknowledged: ByteSpan[] = [];
  let key = "";
  for await (const line of createInterface({ input: child.stdout })) {
    const [kind, first = "", second = ""] = line.split(" ");
    if (kind === "part") acknowledged.push({ start: Number(first), end: Number(second) });
    else {
      key = first;
      if (crash.afterRecords !== undefined) await killAfterRecord(child, key);
    }
    if (acknowledged.length === crash.afterParts) child.kill("SIGKILL");
  }
  await exited;
  return { key, acknowledged };
}

async function killAfterRecord(child: ChildProcess, key: string): Promise<void> {
  await withStore(async (store) => {
    await expect
      .poll(async () => (await store.stagingState(key)).receivedBytes, { timeout: 10_000 })
      .toBeGreaterThan(0);
    child.kill("SIGKILL");
  });
}

/** Everything that counts as received is really in the file. */
async function expectPattern(key: string): Promise<ByteSpan[]> {
  return withStore(async (store) => {
    const { received } = await store.stagingState(key);
    const file = await open(join(root, "staging", `${key}.part`), "r");
    for (const { start, end } of received) {
      let position = start;
      for (const expected of patternFrom(start, end)) {
        const actual = Buffer.alloc(expected.length);
        await file.read(actual, 0, actual.length, position);
        if (!actual.equals(expected)) expect.fail(`other bytes at ${position}`);
        position += expected.length;
      }
    }
    await file.close();
    return received;
  });
}

/** Sends what is missing and gets the object of the whole pattern. */
async function expectResumed(key: string, sizeBytes: number): Promise<void> {
  await withStore(async (store) => {
    const { received } = await store.stagingState(key);
    for (const { start, end } of missingSpans(received, { start: 0, end: sizeBytes })) {
      await store.writeStagingPart(key, { offset: start, source: patternFrom(start, end) });
    }
    const hash = createHash("sha256");
    for (const chunk of patternFrom(0, sizeBytes)) hash.update(chunk);
    const expectedSha256 = hash.digest("hex");
    const object = await store.commitStaging(key, { expectedSha256 });
    expect(object).toEqual({ key, sha256: expectedSha256, sizeBytes });
    expect(await readdir(join(root, "staging"))).toEqual([]);
  });
}

async function withStore<T>(action: (store: ObjectStore) => Promise<T>): Promise<T> {
  const store = await openDirectoryStore(root);
  try {
    return await action(store);
  } finally {
    await store.close();
  }
}
