import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compressFrameSync, decompressFrameSync } from "lz4-napi";
import { describe, expect, it } from "vitest";
import { joinByteGroups, splitByteGroups } from "./byte-groups.ts";
import { unpackFrame } from "./lz4-frame.ts";
import { CHUNK_HEADER_BYTES, packChunk, readChunkHeader, unpackChunk } from "./chunk.ts";
import { ChunkTable, writeChunkTable } from "./chunk-table.ts";
import { checkingXorb, hashUnpacked } from "./check-threads.ts";
import { hashChunk, hashTerm, hashText, hashUnderKey, parseHashText } from "./hash.ts";
import { hashFileOfTree, hashXorb, MerkleTree, type SizedHash } from "./merkle.ts";
import { readShardFiles, type ShardFile, writeXorbShard } from "./shard.ts";
import { XetFormatError } from "./xet-error.ts";
import { type ScannedXorb, XorbScanner } from "./xorb-scanner.ts";

/** Trees with the hashes that the reference client gives them. */
const trees = JSON.parse(
  readFileSync(join(import.meta.dirname, "testing", "trees.json"), "utf8"),
) as { chunks: [string, number][]; xorb: string; file: string }[];
/** What hf_xet 1.8.0 sent for two files: floats, text and noise; and the same text alone. */
const xorbBytes = readFileSync(join(import.meta.dirname, "testing", "sample.xorb"));
const shardBytes = readFileSync(join(import.meta.dirname, "testing", "sample.shard"));
const XORB_HASH = "a68ba2c0e5d41f033c5a01c638f2c55c071fe5c54181745e46e40d1b8ea06851";

function hashFileOfChunks(chunks: readonly SizedHash[]) {
  const tree = new MerkleTree();
  for (const chunk of chunks) tree.push(chunk);
  return hashFileOfTree(tree);
}

function scan(bytes: Buffer, pieceBytes = bytes.length): ScannedXorb {
  const scanner = new XorbScanner();
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    scanner.push(bytes.subarray(start, start + pieceBytes));
  }
  return scanner.finish();
}

async function filesOf(shard: Buffer, pieceBytes = 50): Promise<ShardFile[]> {
  async function* pieces() {
    for (let start = 0; start < shard.length; start += pieceBytes) {
      yield shard.subarray(start, start + pieceBytes);
    }
  }
  return Array.fromAsync(readShardFiles(pieces()));
}

function unpackFrom({ chunks }: ScannedXorb, index: number): Buffer {
  const table = new ChunkTable(writeChunkTable(chunks));
  const start = table.packedStart(index);
  const header = readChunkHeader(xorbBytes, start);
  const packed = xorbBytes.subarray(start + CHUNK_HEADER_BYTES, table.packedStart(index + 1));
  return unpackChunk(header, packed);
}

describe("hashes", () => {
  it("are written as four little-endian numbers", () => {
    const hash = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
    const text = "07060504030201000f0e0d0c0b0a090817161514131211101f1e1d1c1b1a1918";
    expect(hashText(hash)).toBe(text);
    expect(parseHashText(text)).toEqual(hash);
    for (const wrong of ["", text.slice(1), `${text}0`, text.toUpperCase(), "../../etc/passwd"]) {
      expect(parseHashText(wrong)).toBeUndefined();
    }
  });

  it.each(trees)("of a tree over $chunks.length chunks are the reference client's", (reference) => {
    const chunks = reference.chunks.map(([text, sizeBytes]) => {
      const hash = parseHashText(text);
      if (hash === undefined) throw new Error("no hash");
      return { hash, sizeBytes };
    });
    expect(hashText(hashXorb(chunks))).toBe(reference.xorb);
    expect(hashText(hashFileOfChunks(chunks))).toBe(reference.file);
  });

  it("of nothing are zeros", () => {
    expect(hashText(hashXorb([]))).toBe("0".repeat(64));
    expect(hashText(hashFileOfChunks([]))).toBe("0".repeat(64));
  });
});

describe("a xorb", () => {
  it("of the real client has the hash it was sent under, in pieces of any size", () => {
    const whole = scan(xorbBytes);
    expect(hashText(whole.hash)).toBe(XORB_HASH);
    expect(whole.chunks.at(-1)?.packedEnd).toBe(xorbBytes.length);
    expect(scan(xorbBytes, 1)).toEqual(whole);
    expect(scan(xorbBytes, 7_001)).toEqual(whole);
  });

  it("with the footer of an older client is the same xorb", () => {
    const withFooter = Buffer.concat([xorbBytes, Buffer.from("XETBLOB\x01"), Buffer.alloc(500, 9)]);
    expect(scan(withFooter)).toEqual(scan(xorbBytes));
    expect(scan(withFooter, 11)).toEqual(scan(xorbBytes));
  });

  it("is refused when a byte of it changed, wherever", () => {
    for (const place of [0, 1, 4, 5, 8, 300, xorbBytes.length - 1]) {
      const changed = Buffer.from(xorbBytes);
      changed[place] = (changed[place] ?? 0) ^ 0x55;
      let hash: string | undefined;
      try {
        hash = hashText(scan(changed).hash);
      } catch (error) {
        expect(error).toBeInstanceOf(XetFormatError);
      }
      expect(hash).not.toBe(XORB_HASH);
    }
  });

  it("is refused when it is cut, empty, or too large", () => {
    expect(() => scan(xorbBytes.subarray(0, -1))).toThrow("end within a chunk");
    expect(() => scan(Buffer.alloc(0))).toThrow("has no chunks");
    const scanner = new XorbScanner();
    const chunk = packChunk(Buffer.alloc(64 * 1024, "incompressible?"));
    const many = Buffer.concat(Array.from({ length: 100 }, () => chunk));
    expect(() => {
      for (;;) scanner.push(many);
    }).toThrow(/more than \d+ (bytes|chunks)/u);
  });

  it("that clients fill with 64 MiB of noise is taken with the headers of its chunks", () => {
    const chunk = packChunk(randomBytes(64 * 1024));
    const scanner = new XorbScanner();
    for (let count = 0; count < 1024; count++) scanner.push(chunk);
    expect(scanner.finish().chunks.at(-1)?.packedEnd).toBe(64 * 1024 * 1024 + 1024 * 8);
  });

  it("is refused before a bomb in it is held: a chunk has 128 KiB at most", () => {
    const packed = compressFrameSync(Buffer.alloc(1024 * 1024));
    const header = Buffer.alloc(8);
    header.writeUIntLE(packed.length, 1, 3);
    header.writeUInt8(1, 4);
    header.writeUIntLE(1024 * 1024, 5, 3);
    expect(() => scan(Buffer.concat([header, packed]))).toThrow("claims 1048576 bytes");
    header.writeUIntLE(1000, 5, 3);
    expect(() => scan(Buffer.concat([header, packed]))).toThrow("no LZ4 frame of 1000 bytes");
  });
});

describe("a thread", () => {
  async function* inPieces(bytes: Buffer, pieceBytes = 10_000) {
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      yield Buffer.from(bytes.subarray(start, start + pieceBytes));
    }
  }

  it("checks a xorb while it is passed on", async () => {
    const heard: string[] = [];
    const passed = await Array.fromAsync(
      checkingXorb(inPieces(xorbBytes), ({ hash, table }) => {
        heard.push(hashText(hash));
        expect(table).toEqual(writeChunkTable(scan(xorbBytes).chunks));
      }),
    );
    expect(Buffer.concat(passed)).toEqual(xorbBytes);
    expect(heard).toEqual([XORB_HASH]);
  });

  it("refuses what is no xorb, and goes on with others at the same time", async () => {
    const never = () => expect.unreachable();
    const [broken, cut, whole] = await Promise.allSettled([
      Array.fromAsync(checkingXorb(inPieces(Buffer.alloc(3_000_000, 7)), never)),
      Array.fromAsync(checkingXorb(inPieces(xorbBytes.subarray(0, 5000)), never)),
      hashUnpacked(inPieces(xorbBytes)),
    ]);
    expect(broken).toMatchObject({ reason: { name: "XetFormatError" } });
    expect(cut).toMatchObject({ reason: { message: "the bytes end within a chunk" } });
    const sha256 = createHash("sha256");
    const xorb = scan(xorbBytes);
    for (let index = 0; index < xorb.chunks.length; index++) sha256.update(unpackFrom(xorb, index));
    expect(whole).toMatchObject({ value: sha256.digest("hex") });
  });
});

describe("a chunk", () => {
  it("comes back as it was, however it is packed", () => {
    const floats = Buffer.from(Float32Array.from({ length: 9000 }, (_, i) => Math.sin(i)).buffer);
    const samples = [floats, Buffer.alloc(50_000, "text "), Buffer.from([1]), floats.subarray(3)];
    for (const bytes of samples) {
      const packed = packChunk(bytes);
      const header = readChunkHeader(packed, 0);
      expect(unpackChunk(header, packed.subarray(CHUNK_HEADER_BYTES))).toEqual(bytes);
      expect(packed.length).toBeLessThanOrEqual(bytes.length + CHUNK_HEADER_BYTES);
    }
  });

  it("is the same whether its frame is read as one block or as a frame", () => {
    const noise = randomBytes(50_000);
    for (const size of [1, 20_000, 60_000, 128 * 1024]) {
      const bytes = Buffer.concat([noise, Buffer.alloc(size, "text ")]).subarray(-size);
      const packed = compressFrameSync(bytes);
      const before = Buffer.from(packed);
      expect(unpackFrame(packed, size)).toEqual(decompressFrameSync(packed));
      expect(packed).toEqual(before);
      const checked = compressFrameSync(bytes, { contentChecksum: true, blockChecksums: true });
      expect(unpackFrame(checked, size)).toEqual(bytes);
    }
    const unpackable = compressFrameSync(noise);
    expect(unpackFrame(unpackable, noise.length)).toEqual(noise);
  });

  it("is no other than its frame says, cut, damaged or of another size", () => {
    const bytes = Buffer.alloc(70_000, "text ");
    const packed = compressFrameSync(bytes);
    const unpack = (frame: Buffer, sizeBytes = 70_000) =>
      unpackChunk({ scheme: "lz4", packedBytes: frame.length, sizeBytes }, frame);
    const otherHeader = Buffer.from(packed);
    otherHeader[6] = 0;
    // A block may not be larger than its frame says.
    const small = Buffer.concat([Buffer.from("04224d18604082", "hex"), packed.subarray(7)]);
    const ends = [0, 3, 7, 11, 15, packed.length - 5];
    for (const frame of [otherHeader, small, ...ends.map((end) => packed.subarray(0, end))]) {
      expect(() => unpack(frame)).toThrow(XetFormatError);
    }
    for (const size of [60_000, 80_000]) expect(() => unpack(packed, size)).toThrow(XetFormatError);
    expect(unpack(packed)).toEqual(bytes);
  });

  it("groups bytes by their place in numbers of four", () => {
    expect(String(splitByteGroups(Buffer.from("ABCDabcd123")))).toBe("Aa1Bb2Cc3Dd");
    for (const length of [0, 1, 2, 3, 4, 5, 15, 16, 17, 1001, 1002, 1003, 1004, 131_071]) {
      const bytes = Buffer.from(Array.from({ length }, (_, index) => index % 251));
      expect(joinByteGroups(splitByteGroups(bytes))).toEqual(bytes);
    }
  });
});

describe("a shard", () => {
  it("of the real client says what its files are made of, and all its hashes are true", async () => {
    const xorb = scan(xorbBytes);
    const files = await filesOf(shardBytes);
    expect(files).toHaveLength(2);
    for (const file of files) {
      const bytes = createHash("sha256");
      const chunks = [];
      for (const [index, term] of file.terms.entries()) {
        expect(hashText(term.xorb)).toBe(XORB_HASH);
        const named = xorb.chunks.slice(term.firstChunk, term.endChunk);
        expect(file.verification[index]).toEqual(hashTerm(named.map(({ hash }) => hash)));
        expect(term.sizeBytes).toBe(named.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
        for (let at = term.firstChunk; at < term.endChunk; at++) bytes.update(unpackFrom(xorb, at));
        chunks.push(...named);
      }
      expect(file.hash).toEqual(hashFileOfChunks(chunks));
      expect(file.sha256).toBe(bytes.digest("hex"));
    }
    expect(await filesOf(shardBytes, 1)).toEqual(files);
    expect(await filesOf(shardBytes, 10_000)).toEqual(files);
  });

  it("is refused when it is none, is cut, or claims what it cannot have", async () => {
    await expect(filesOf(Buffer.alloc(96))).rejects.toThrow("this is no shard");
    for (const length of [0, 47, 48, 100, 200]) {
      await expect(filesOf(shardBytes.subarray(0, length))).rejects.toThrow("ends too early");
    }
    const version = Buffer.from(shardBytes);
    version.writeUInt8(3, 32);
    await expect(filesOf(version)).rejects.toThrow("version 3");
    const terms = Buffer.from(shardBytes);
    terms.writeUInt32LE(0xffff_ffff, 48 + 36);
    await expect(filesOf(terms)).rejects.toThrow("more than 1000000 terms");
    const backwards = Buffer.from(shardBytes);
    backwards.writeUInt32LE(7, 96 + 40);
    backwards.writeUInt32LE(7, 96 + 44);
    await expect(filesOf(backwards)).rejects.toThrow("has no chunks");
  });

  it("answers for a chunk without telling the hash of any other", () => {
    const { hash, chunks } = scan(xorbBytes);
    const packedBytes = xorbBytes.length;
    const key = Buffer.alloc(32, 5);
    const hidden = chunks.map((chunk) => ({ ...chunk, hash: hashUnderKey(chunk.hash, key) }));
    const now = new Date("2026-01-01T00:00:00Z");
    const expiresAt = new Date("2026-01-02T00:00:00Z");
    const shard = writeXorbShard([{ hash, packedBytes, chunks: hidden }], { key, now, expiresAt });
    for (const chunk of chunks) expect(shard.includes(chunk.hash)).toBe(false);
    expect(shard.readUInt32LE(96 + 36)).toBe(chunks.length);
    // Without it the real client allocates without end.
    expect(shard.readBigUInt64LE(shard.length - 200 + 24)).toBe(BigInt(shard.length - 200));
    expect(shard.readBigUInt64LE(shard.length - 8)).toBe(BigInt(shard.length - 200));
    expect(hashChunk(unpackFrom(scan(xorbBytes), 0))).toEqual(chunks[0]?.hash);
  });
});
