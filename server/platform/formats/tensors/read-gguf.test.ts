import { describe, expect, it } from "vitest";
import type { RandomAccess } from "../random-access.ts";
import { readGguf } from "./read-gguf.ts";
import { TensorFileError } from "./tensor-file.ts";
import { accessTo, ggufParts } from "./testing/tensor-fixtures.ts";

const { u32, u64, string, tensor, head } = ggufParts();

const errorOf = async (file: RandomAccess | Buffer) => {
  const access = Buffer.isBuffer(file) ? accessTo(file) : file;
  const error = await readGguf(access).catch((thrown: unknown) => thrown);
  return error instanceof TensorFileError ? error.code : String(error);
};

/** The header, filled to the alignment, and data behind it. */
function aGguf(parts: Buffer[], { dataBytes = 0, alignment = 32 } = {}): Buffer {
  const header = Buffer.concat(parts);
  const padding = (alignment - (header.length % alignment)) % alignment;
  return Buffer.concat([header, Buffer.alloc(padding + dataBytes)]);
}

describe("a GGUF header", () => {
  it("REP-5: gives key/values and quantised tensors by their names", async () => {
    const file = aGguf(
      [
        head(3, 3, 6),
        string("general.architecture"),
        u32(8),
        string("llama"),
        string("rope.scale"),
        u32(6),
        Buffer.from(new Float32Array([1e-5]).buffer),
        string("tokens"),
        u32(9),
        u32(8),
        u64(1000),
        ...Array.from({ length: 1000 }, (_, at) => string(`t${at}`)),
        string("scores"),
        u32(9),
        u32(6),
        u64(50_000),
        Buffer.alloc(200_000),
        string("big"),
        u32(10),
        u64(2n ** 64n - 1n),
        string("yes"),
        u32(7),
        Buffer.from([1]),
        tensor("blk.0.attn_q.weight", [256, 4], { type: 12, offset: 0 }),
        tensor("output_norm.weight", [10], { type: 0, offset: 576 }),
        tensor("later", [32], { type: 77, offset: 640 }),
      ],
      { dataBytes: 640 },
    );
    const read = await readGguf(accessTo(file));
    expect(read.tensors).toEqual([
      {
        name: "blk.0.attn_q.weight",
        dtype: "Q4_K",
        shape: [4, 256],
        parameters: 1024,
        sizeBytes: 576,
      },
      { name: "output_norm.weight", dtype: "F32", shape: [10], parameters: 10, sizeBytes: 40 },
      { name: "later", dtype: "type 77", shape: [32], parameters: 32, sizeBytes: null },
    ]);
    expect(read.findings).toEqual([{ code: "unknown-type", count: 1, example: "later" }]);
    const metadata = read.metadata.map(({ key, type, isCut }) => [key, type, isCut]);
    expect(metadata).toEqual([
      ["GGUF.version", "uint32", false],
      ["general.architecture", "string", false],
      ["rope.scale", "float32", false],
      ["tokens", "string[1000]", true],
      ["scores", "float32[50000]", true],
      ["big", "uint64", false],
      ["yes", "bool", false],
    ]);
    const values = read.metadata.map(({ value }) => value);
    expect(values[0]).toBe("3, little-endian");
    expect(values[2]).toBe("0.00001");
    expect(values[3]).toMatch(/^"t0", "t1", .*"t23"$/);
    expect(values[5]).toBe("18446744073709551615");
  });

  it("REP-5: written big-endian reads the same, and says so", async () => {
    const big = ggufParts({ isLittleEndian: false });
    const file = aGguf(
      [
        big.head(3, 1, 1),
        big.string("general.alignment"),
        big.u32(4),
        big.u32(64),
        big.tensor("w", [32, 2], { type: 8, offset: 0 }),
      ],
      { dataBytes: 68, alignment: 64 },
    );
    const read = await readGguf(accessTo(file));
    expect(read.metadata.map(({ value }) => value)).toEqual(["3, big-endian", "64"]);
    expect(read.tensors).toEqual([
      { name: "w", dtype: "Q8_0", shape: [2, 32], parameters: 64, sizeBytes: 68 },
    ]);
    expect(read.findings).toEqual([]);
  });

  it("REP-5: that claims 2^60 key/values or tensors is refused unread", async () => {
    const sizeBytes = 2 ** 45;
    for (const bytes of [
      head(3, 0, 2n ** 60n),
      head(3, 2n ** 60n, 0),
      head(3, 2n ** 64n - 1n, 0),
    ]) {
      const file = accessTo(bytes, { sizeBytes });
      expect(await errorOf(file)).toBe("too-large");
      expect(file.bytesRead).toBeLessThan(200_000);
    }
  });

  it("REP-5: with strings and lists of 2^40 is refused, or passed over where they are there", async () => {
    const long = (length: bigint) => Buffer.concat([string("k"), u32(8), u64(length)]);
    expect(await errorOf(Buffer.concat([head(3, 0, 1), long(2n ** 40n)]))).toBe("truncated");
    expect(await errorOf(Buffer.concat([head(3, 0, 1), long(2n ** 64n - 1n)]))).toBe("truncated");
    const list = [head(3, 0, 1), string("k"), u32(9), u32(10), u64(2n ** 61n)];
    expect(await errorOf(Buffer.concat(list))).toBe("truncated");
    const there = accessTo(Buffer.concat([head(3, 0, 1), long(2n ** 40n)]), {
      sizeBytes: 2 ** 41,
    });
    const read = await readGguf(there);
    expect(read.metadata[1]).toMatchObject({ key: "k", isCut: true });
    expect(there.bytesRead).toBeLessThan(300_000);
    const name = Buffer.concat([head(3, 0, 1), u64(2n ** 40n)]);
    expect(await errorOf(accessTo(name, { sizeBytes: 2 ** 41 }))).toBe("invalid");
  });

  it("REP-5: with lists in lists without end is refused", async () => {
    const nested = Array.from({ length: 50 }, () => Buffer.concat([u32(9), u64(1)]));
    const parts = [head(3, 0, 1), string("k"), u32(9), ...nested];
    expect(await errorOf(Buffer.concat(parts))).toBe("invalid");
  });

  it("REP-5: stays within its budget when a file of zeros goes on for ever", async () => {
    const parts = [head(3, 0, 1), string("k"), u32(9), u32(8), u64(2n ** 50n)];
    const file = accessTo(Buffer.concat(parts), { sizeBytes: 2 ** 50, budgetBytes: 2 ** 22 });
    expect(await errorOf(file)).toMatch(/ReadBudgetError/);
  });

  it("REP-5: of another version, another format or cut off is refused with the reason", async () => {
    expect(await errorOf(Buffer.alloc(0))).toBe("empty");
    expect(await errorOf(Buffer.from("GG"))).toBe("wrong-format");
    expect(await errorOf(Buffer.from("GGUF"))).toBe("truncated");
    expect(await errorOf(Buffer.from("GGML".padEnd(40)))).toBe("wrong-format");
    for (const version of [0, 1, 4, 70_000]) {
      expect(await errorOf(head(version, 0, 0)), `${version}`).toBe("unsupported-version");
    }
    expect(await errorOf(head(3, 1, 0))).toBe("truncated");
    expect(await errorOf(Buffer.concat([head(3, 0, 1), string("k"), u32(13)]))).toBe("invalid");
    const alignment = [head(3, 0, 1), string("general.alignment"), u32(4), u32(0)];
    expect(await errorOf(Buffer.concat(alignment))).toBe("invalid");
    const many = [head(3, 1, 0), string("w"), u32(4_000_000_000)];
    expect(await errorOf(Buffer.concat(many))).toBe("invalid");
    const huge = tensor("w", [2 ** 40, 2 ** 40], { type: 0, offset: 0 });
    expect(await errorOf(Buffer.concat([head(3, 1, 0), huge]))).toBe("invalid");
  });

  it("REP-5: whose tensors overlap or lie outside the file says so", async () => {
    const w = (name: string, offset: number) => tensor(name, [8], { type: 0, offset });
    const codes = async (parts: Buffer[]) =>
      (await readGguf(accessTo(aGguf(parts, { dataBytes: 64 })))).findings.map(({ code }) => code);
    expect(await codes([head(3, 2, 0), w("a", 0), w("b", 32)])).toEqual([]);
    expect(await codes([head(3, 2, 0), w("a", 0), w("b", 16)])).toEqual(["overlap"]);
    expect(await codes([head(3, 2, 0), w("a", 0), w("a", 64)])).toEqual([
      "duplicate-name",
      "outside-file",
    ]);
    const odd = tensor("q", [100], { type: 12, offset: 0 });
    expect(await codes([head(3, 1, 0), odd])).toContain("size-mismatch");
  });
});
