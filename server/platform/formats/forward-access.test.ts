import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { forwardAccess } from "./forward-access.ts";
import { ReadBudgetError } from "./random-access.ts";
import { readTarDirectory } from "./tar/read-tar-directory.ts";
import { UnpackError, unpackStream } from "./unpack-stream.ts";

async function* inChunks(bytes: Buffer, chunkBytes: number) {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    yield bytes.subarray(at, at + chunkBytes);
  }
}

const never = new AbortController().signal;
const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 251));

describe("bytes that only come in order", () => {
  it.each([1, 7, 4096])("REP-5: are read forward, whatever their chunks (%i)", async (size) => {
    const access = forwardAccess(inChunks(BYTES, size), { bytes: 1000, signal: never });
    for (const [from, to] of [
      [0, 10],
      [5, 20],
      [20, 20],
      [300, 420],
      [990, 1100],
      [1500, 1600],
    ] as const) {
      expect(await access.read(from, to)).toEqual(BYTES.subarray(from, to));
    }
  });

  it("REP-5: do not go back", async () => {
    const access = forwardAccess(inChunks(BYTES, 10), { bytes: 1000, signal: never });
    await access.read(500, 510);
    await expect(access.read(0, 10)).rejects.toThrow(RangeError);
  });

  it("REP-5: end at the limit and at the signal, also while they go by", async () => {
    const short = forwardAccess(inChunks(BYTES, 10), { bytes: 100, signal: never });
    await expect(short.read(900, 910)).rejects.toThrow(ReadBudgetError);
    const late = forwardAccess(inChunks(BYTES, 10), { bytes: 1000, signal: AbortSignal.abort() });
    await expect(late.readToEnd()).rejects.toThrow(ReadBudgetError);
  });

  it("REP-5: give of an archive what came before the limit", async () => {
    const file = Buffer.alloc(512);
    file.write("big.bin", 0);
    file.write("00004000000\0", 124);
    const sum = file.reduce((total, byte, at) => total + (at < 148 || at >= 156 ? byte : 32), 0);
    file.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    const packed = gzipSync(Buffer.concat([file, Buffer.alloc(8 ** 6 * 4), file]));
    const access = forwardAccess(unpackStream(inChunks(packed, 1000), "gzip"), {
      bytes: 1_000_000,
      signal: never,
    });
    const directory = await readTarDirectory(access, { entries: 10, isEnough: () => false });
    expect(directory).toMatchObject({ state: "stopped", entries: [{ name: "big.bin" }] });
    expect(access.bytesRead).toBeLessThan(1_200_000);
    await access.close();
  });

  it("REP-5: that are not packed as they begin are refused", async () => {
    const stream = unpackStream(inChunks(Buffer.from([0x1f, 0x8b, 8, 1, 2, 3, 4, 5]), 4), "gzip");
    await expect(Array.fromAsync(stream)).rejects.toThrow(UnpackError);
  });
});
