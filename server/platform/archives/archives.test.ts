import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { type ArchiveFile, tarBytes, zipBytes } from "./index.ts";

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "gallery-archives-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
const modifiedAt = new Date("2026-03-04T05:06:08Z");

function aFile(name: string, bytes: string | Buffer, more: Partial<ArchiveFile> = {}): ArchiveFile {
  const body = Buffer.from(bytes);
  return {
    name,
    sizeBytes: body.length,
    modifiedAt,
    isExecutable: false,
    compresses: true,
    read: () => Readable.from([body]),
    ...more,
  };
}

const FILES: ArchiveFile[] = [
  aFile("a.txt", "hello ".repeat(1_000)),
  aFile("empty", ""),
  aFile("run.sh", "#!/bin/sh\n", { isExecutable: true }),
  aFile("模型/权重.bin", Buffer.alloc(200_000, 7), { compresses: false }),
  aFile("long/".repeat(40) + "name.txt", "deep"),
  aFile("big.txt", "0123456789".repeat(20_000)),
];

async function* inTurn(files: readonly ArchiveFile[]) {
  yield* files;
}

async function written(name: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const path = join(folder, name);
  await pipeline(Readable.from(bytes), createWriteStream(path));
  return path;
}

describe("REP-6: archives", () => {
  it("unpack with unzip as they were packed: names, modes, times, empty files", async () => {
    const path = await written("a.zip", zipBytes(inTurn(FILES)));
    expect((await run("unzip", ["-t", path])).stdout).toContain("No errors");
    const target = join(folder, "zip");
    await run("unzip", ["-q", path, "-d", target], { env: { ...process.env, LC_ALL: "C.UTF-8" } });
    await expectUnpacked(target);
    expect((await stat(path)).size, "text is compressed").toBeLessThan(230_000);
  });

  it("unpack with tar as they were packed", async () => {
    const path = await written("a.tar", tarBytes(inTurn(FILES)));
    const target = join(folder, "tar");
    await mkdir(target);
    await run("tar", ["-xf", path, "-C", target]);
    await expectUnpacked(target);
    const { mtime } = await stat(join(target, "a.txt"));
    expect(mtime).toEqual(modifiedAt);
  });

  async function expectUnpacked(target: string) {
    for (const file of FILES) {
      const bytes = await readFile(join(target, file.name));
      const packed = Buffer.concat(await Array.fromAsync(file.read()));
      expect(bytes.equals(packed), file.name).toBe(true);
    }
    expect((await stat(join(target, "run.sh"))).mode & 0o777).toBe(0o755);
    expect((await stat(join(target, "a.txt"))).mode & 0o111).toBe(0);
  }

  it("hold 70,000 files, more than a plain zip can count", async () => {
    async function* many() {
      for (let at = 0; at < 70_000; at++) yield aFile(`${at}.txt`, `${at}`, { compresses: false });
    }
    const path = await written("many.zip", zipBytes(many()));
    const code =
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.read('69999.txt'))";
    expect((await run("python3", ["-c", code, path])).stdout).toBe("70000 b'69999'\n");
  });

  it("hold a file of more than 4 GiB and what comes behind it", async () => {
    const sizeBytes = 4 * 1024 ** 3 + 5;
    const large = {
      ...aFile("large.bin", ""),
      sizeBytes,
      compresses: false,
      read: () => Readable.from(zeros(sizeBytes)),
    };
    const files = () => inTurn([large, aFile("behind.txt", "still here")]);
    const ends = {
      zip: await lastBytes(zipBytes(files())),
      tar: await lastBytes(tarBytes(files())),
    };
    expect(ends.zip.total).toBeGreaterThan(sizeBytes);
    // The directory names the size in 64 bits, and where the file behind begins.
    expect(ends.zip.tail.includes(Buffer.from(BigUint64Array.of(BigInt(sizeBytes)).buffer))).toBe(
      true,
    );
    expect(ends.zip.tail.includes("behind.txt")).toBe(true);
    expect(ends.tar.tail.includes("still here")).toBe(true);
    expect(ends.tar.total % 512).toBe(0);
  });

  it("end with an error, not with a damaged archive, when a file is not as long as said", async () => {
    for (const sizeBytes of [3, 100_000]) {
      const lying = { ...aFile("a.txt", "12345"), sizeBytes };
      for (const make of [zipBytes, tarBytes]) {
        await expect(lastBytes(make(inTurn([lying])))).rejects.toThrow("instead of");
      }
    }
  });

  it("release the file that is read when the reader goes away", async () => {
    for (const compresses of [true, false]) {
      let isReleased = false;
      async function* endless() {
        try {
          for (;;) yield Buffer.alloc(100_000, 1);
        } finally {
          isReleased = true;
        }
      }
      const file = { ...aFile("a", ""), sizeBytes: 1e12, compresses, read: endless };
      for await (const chunk of zipBytes(inTurn([file]))) if (chunk.length > 100) break;
      expect(isReleased, String(compresses)).toBe(true);
    }
  });
});

function* zeros(sizeBytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(8 * 1024 * 1024);
  for (let left = sizeBytes; left > 0; left -= chunk.length) {
    yield chunk.subarray(0, Math.min(left, chunk.length));
  }
}

async function lastBytes(bytes: AsyncIterable<Uint8Array>) {
  let total = 0;
  let tail = Buffer.alloc(0);
  for await (const chunk of bytes) {
    total += chunk.length;
    tail = Buffer.concat([tail, chunk.subarray(-8192)]).subarray(-16_384);
  }
  return { total, tail };
}
