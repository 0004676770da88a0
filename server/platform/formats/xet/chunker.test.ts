import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { cutIntoChunks, packChunks } from "./check-threads.ts";
import { Chunker } from "./chunker.ts";
import { ChunkStream } from "./chunk-stream.ts";
import { hashChunk } from "./hash.ts";
import { readShardFiles } from "./shard.ts";

const sample = (name: string) => readFileSync(join(import.meta.dirname, "testing", name));
/** What hf_xet 1.8.0 sent for two files: floats, text and noise; and the same text alone. */
const sent = [...new ChunkStream().push(sample("sample.xorb"))].map(({ bytes }) => bytes);
const files = (await Array.fromAsync(readShardFiles(Readable.from(sample("sample.shard"))))).map(
  ({ terms }) => terms.flatMap(({ firstChunk, endChunk }) => sent.slice(firstChunk, endChunk)),
);
const [chunks = []] = files;
const file = Buffer.concat(chunks);

function cut(bytes: Buffer, pieceBytes = bytes.length): Buffer[] {
  const chunker = new Chunker();
  const found: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    for (const chunk of chunker.push(bytes.subarray(start, start + pieceBytes))) {
      found.push(Buffer.from(chunk));
    }
  }
  const last = chunker.finish();
  return last === undefined ? found : [...found, Buffer.from(last)];
}

const sizesOf = (found: readonly Buffer[]) => found.map(({ length }) => length);

async function* inPieces(bytes: Buffer, pieceBytes: number) {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    yield bytes.subarray(start, start + pieceBytes);
  }
}

describe("a file is cut", () => {
  it("where the real client cuts it, however its bytes come", () => {
    expect(files).toHaveLength(2);
    for (const pieceBytes of [8_000_000, 1_000_003, 65_536, 4097, 300]) {
      for (const known of files) {
        const found = cut(Buffer.concat(known), pieceBytes);
        expect(sizesOf(found), `pieces of ${pieceBytes}`).toEqual(sizesOf(known));
      }
    }
  });

  it("at the latest after 128 KiB, at the earliest after 8, into all of its bytes", () => {
    const noise = randomBytes(3_000_000);
    for (const bytes of [
      noise,
      Buffer.alloc(1_000_000),
      noise.subarray(0, 8191),
      Buffer.alloc(0),
    ]) {
      const found = cut(bytes, 70_001);
      expect(Buffer.concat(found).equals(bytes)).toBe(true);
      expect(Math.max(0, ...sizesOf(found))).toBeLessThanOrEqual(131_072);
      expect(Math.min(8192, ...sizesOf(found.slice(0, -1)))).toBe(8192);
    }
  });

  it("into the same chunks around a change", () => {
    const before = randomBytes(2_000_000);
    const after = Buffer.concat([
      before.subarray(0, 1_000_000),
      randomBytes(777),
      before.subarray(1_000_000),
    ]);
    const known = new Set(cut(before).map((chunk) => hashChunk(chunk).toString("hex")));
    const fresh = cut(after).filter((chunk) => !known.has(hashChunk(chunk).toString("hex")));
    expect(fresh.length).toBeLessThanOrEqual(4);
  });
});

describe("threads", () => {
  it("cut and hash a file", async () => {
    const list = await cutIntoChunks(inPieces(file, 333_333));
    const found = Array.from({ length: list.count }, (_, index) => ({
      hash: list.hash(index).toString("hex"),
      sizeBytes: list.sizeBytes(index),
    }));
    expect(found).toEqual(
      chunks.map((bytes) => ({ hash: hashChunk(bytes).toString("hex"), sizeBytes: bytes.length })),
    );
  });

  it("pack chunks as they lie in a xorb", async () => {
    const { bytes, ends } = await packChunks(Uint8Array.from(file), sizesOf(chunks));
    expect(ends.at(-1)).toBe(bytes.length);
    const unpacked = [...new ChunkStream().push(Buffer.from(bytes))];
    const sha256 = (all: Buffer) => createHash("sha256").update(all).digest("hex");
    expect(sha256(Buffer.concat(unpacked.map((chunk) => chunk.bytes)))).toBe(sha256(file));
    let end = 0;
    expect(ends).toEqual(unpacked.map(({ packedBytes }) => (end += packedBytes)));
  });
});
