import { describe, expect, it } from "vitest";
import type { RandomAccess } from "../random-access.ts";
import { readSafetensors } from "./read-safetensors.ts";
import { TensorFileError } from "./tensor-file.ts";
import { accessTo, aHalfFile, aSafetensors, halves } from "./testing/tensor-fixtures.ts";

const errorOf = async (file: RandomAccess) => {
  const error = await readSafetensors(file).catch((thrown: unknown) => thrown);
  return error instanceof TensorFileError ? error.code : String(error);
};

const codesOf = async (file: Buffer) =>
  (await readSafetensors(accessTo(file))).findings.map(({ code, count }) => [code, count]);

describe("a safetensors header", () => {
  it("REP-5: gives names, shapes, types and sizes in the order of the file", async () => {
    const header = {
      __metadata__: { format: "pt", long: "x".repeat(5000) },
      b: { dtype: "BF16", shape: [3, 4], data_offsets: [0, 24] },
      a: { dtype: "F4", shape: [5], data_offsets: [24, 27] },
      scalar: { dtype: "F64", shape: [], data_offsets: [27, 35] },
      none: { dtype: "F32", shape: [0, 9], data_offsets: [35, 35] },
    };
    const read = await readSafetensors(accessTo(aSafetensors(header, 35)));
    expect(read.tensors).toEqual([
      { name: "b", dtype: "BF16", shape: [3, 4], parameters: 12, sizeBytes: 24 },
      { name: "a", dtype: "F4", shape: [5], parameters: 5, sizeBytes: 3 },
      { name: "scalar", dtype: "F64", shape: [], parameters: 1, sizeBytes: 8 },
      { name: "none", dtype: "F32", shape: [0, 9], parameters: 0, sizeBytes: 0 },
    ]);
    expect(read.metadata).toEqual([
      { key: "format", type: "string", value: "pt", isCut: false },
      { key: "long", type: "string", value: "x".repeat(4096), isCut: true },
    ]);
    expect(read.findings).toEqual([]);
  });

  it("REP-5: of a file of any size costs the header and no more", async () => {
    const header = { w: { dtype: "U8", shape: [2 ** 45], data_offsets: [0, 2 ** 45] } };
    const bytes = aSafetensors(header);
    const file = accessTo(bytes, { sizeBytes: bytes.length + 2 ** 45 });
    const read = await readSafetensors(file);
    expect(read.findings).toEqual([]);
    expect(file.bytesRead).toBe(65_536);
  });

  it("REP-5: of 100,000 tensors is read whole", async () => {
    const names = Array.from({ length: 100_000 }, (_, at) => `model.layers.${at}.mlp.weight`);
    const shapes = Object.fromEntries(names.map((name) => [name, [2]]));
    const read = await readSafetensors(accessTo(aHalfFile(shapes)));
    expect(read.tensors).toHaveLength(100_000);
    expect(read.findings).toEqual([]);
  });

  it("REP-5: that claims 2^63 bytes, or more than the file has, is refused unread", async () => {
    for (const claimed of [2n ** 63n, 2n ** 64n - 1n, 1000n]) {
      const bytes = Buffer.alloc(100);
      bytes.writeBigUInt64LE(claimed);
      const file = accessTo(bytes);
      expect(await errorOf(file)).toBe("truncated");
      expect(file.bytesRead).toBe(100);
    }
    const huge = Buffer.alloc(8);
    huge.writeBigUInt64LE(2n ** 40n);
    const file = accessTo(huge, { sizeBytes: 2 ** 41 });
    expect(await errorOf(file)).toBe("too-large");
    expect(file.bytesRead).toBe(65_536);
  });

  it("REP-5: that is missing, cut off or no JSON object is refused with the reason", async () => {
    expect(await errorOf(accessTo(Buffer.alloc(0)))).toBe("empty");
    expect(await errorOf(accessTo(Buffer.alloc(7)))).toBe("truncated");
    const invalid = [
      "",
      "[]",
      "{",
      '{"a":}',
      '{"a"',
      '{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}',
      '{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},}',
      '{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}} x',
      '{"a":1}',
      '{"a":{"dtype":"F16","shape":[-1],"data_offsets":[0,2]}}',
      '{"a":{"dtype":"F16","shape":[1.5],"data_offsets":[0,2]}}',
      '{"a":{"dtype":"F16","shape":[4294967296,4294967296],"data_offsets":[0,2]}}',
      '{"a":{"dtype":"F16","shape":[1],"data_offsets":[2,0]}}',
      '{"a":{"dtype":"F16","shape":[1],"data_offsets":[0]}}',
      `{"a":${"[".repeat(9000)}${"]".repeat(9000)}}`,
      `{"a":{"dtype":"F16","shape":[${Array(100).fill(1).join()}],"data_offsets":[0,2]}}`,
    ];
    for (const text of invalid) {
      expect(await errorOf(accessTo(aSafetensors(text, 2))), text.slice(0, 80)).toBe("invalid");
    }
    const notText = aSafetensors("{}        ");
    notText[12] = 0xff;
    expect(await errorOf(accessTo(notText))).toBe("invalid");
    expect((await readSafetensors(accessTo(aSafetensors("{}   ")))).tensors).toEqual([]);
  });

  it("REP-5: whose tensors overlap, lie outside the file or do not fit their shape says so", async () => {
    const of = (one: [number, number], other: [number, number]) =>
      aSafetensors(
        {
          one: { dtype: "F16", shape: [2], data_offsets: one },
          other: { dtype: "F16", shape: [2], data_offsets: other },
        },
        8,
      );
    expect(await codesOf(of([0, 4], [4, 8]))).toEqual([]);
    expect(await codesOf(of([0, 4], [2, 6]))).toEqual([["overlap", 1]]);
    expect(await codesOf(of([0, 4], [1e300, 1e300]))).toEqual([
      ["size-mismatch", 1],
      ["outside-file", 1],
    ]);
    expect(await codesOf(of([0, 4], [8, 12]))).toEqual([["outside-file", 1]]);
    expect(await codesOf(of([0, 4], [4, 6]))).toEqual([["size-mismatch", 1]]);
    const unknown = { a: { dtype: "__proto__", shape: [1], data_offsets: [0, 2] } };
    expect(await codesOf(aSafetensors(unknown, 2))).toEqual([["unknown-type", 1]]);
  });

  it("REP-5: that gives one name twice shows both and says so", async () => {
    const { header } = halves({ a: [1] });
    const text = JSON.stringify(header).slice(0, -1);
    const twice = `${text},"\\u0061":{"dtype":"F16","shape":[2],"data_offsets":[2,6]}}`;
    const read = await readSafetensors(accessTo(aSafetensors(twice, 6)));
    expect(read.tensors.map(({ name, shape }) => [name, shape])).toEqual([
      ["a", [1]],
      ["a", [2]],
    ]);
    expect(read.findings).toEqual([{ code: "duplicate-name", count: 1, example: "a" }]);
  });
});
