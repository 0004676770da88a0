import { describe, expect, it } from "vitest";
import type { RandomAccess } from "../random-access.ts";
import { readOnnx } from "./read-onnx.ts";
import { TensorFileError } from "./tensor-file.ts";
import { accessTo, field, message, sparseFile } from "./testing/tensor-fixtures.ts";

const errorOf = async (file: RandomAccess | Buffer) => {
  const access = Buffer.isBuffer(file) ? accessTo(file) : file;
  const error = await readOnnx(access).catch((thrown: unknown) => thrown);
  return error instanceof TensorFileError ? error.code : String(error);
};

const FLOAT = 1;

/** `TensorProto`. */
function tensor(name: string, dims: number[], { type = FLOAT, rest = [] as Buffer[] } = {}) {
  return message(...dims.map((dim) => field(1, dim)), field(2, type), field(8, name), ...rest);
}

/** `ValueInfoProto`. */
function port(name: string, dims: (number | string)[]) {
  const shape = dims.map((dim) =>
    field(1, typeof dim === "number" ? field(1, dim) : field(2, dim)),
  );
  return message(
    field(1, name),
    field(2, field(1, message(field(1, FLOAT), field(2, message(...shape))))),
  );
}

function model(graph: Buffer) {
  const opset = message(field(1, "ai.onnx.ml"), field(2, 3));
  return message(
    field(1, 8),
    field(2, "pytorch"),
    field(5, 2n ** 64n - 1n),
    field(7, graph),
    field(8, field(2, 17)),
    field(8, opset),
    field(14, message(field(1, "author"), field(2, "ada"))),
  );
}

describe("an ONNX model", () => {
  it("REP-5: gives its tensors, inputs, outputs, opsets and producer", async () => {
    const graph = message(
      field(1, field(4, "MatMul")),
      field(1, field(4, "Add")),
      field(5, tensor("w", [2, 3], { rest: [field(9, Buffer.alloc(24))] })),
      field(5, tensor("b", [], { type: 10 })),
      field(5, message(field(1, Buffer.from([2, 0xac, 2])), field(2, 22), field(8, "packed"))),
      field(11, port("x", ["batch", 3])),
      field(11, port("w", [2, 3])),
      field(12, port("y", [-1, 2])),
    );
    const read = await readOnnx(accessTo(model(graph)));
    expect(read.tensors).toEqual([
      { name: "w", dtype: "FLOAT", shape: [2, 3], parameters: 6, sizeBytes: 24 },
      { name: "b", dtype: "FLOAT16", shape: [], parameters: 1, sizeBytes: 2 },
      { name: "packed", dtype: "INT4", shape: [2, 300], parameters: 600, sizeBytes: 300 },
    ]);
    expect(read.graph).toEqual({
      inputs: [{ name: "x", dtype: "FLOAT", shape: ["batch", 3] }],
      outputs: [{ name: "y", dtype: "FLOAT", shape: [-1, 2] }],
      nodeCount: 2,
    });
    expect(read.metadata.map(({ key, value }) => [key, value])).toEqual([
      ["ir_version", "8"],
      ["producer_name", "pytorch"],
      ["model_version", "-1"],
      ["opset ai.onnx", "17"],
      ["opset ai.onnx.ml", "3"],
      ["author", "ada"],
    ]);
    expect(read.findings).toEqual([]);
  });

  it("REP-5: of a gigabyte is read by its fields, not by the values of its tensors", async () => {
    const valueBytes = 500_000_000;
    const bytes = 4 * 125_000_000;
    const head = (name: string) => tensor(name, [125_000_000]);
    const raw = Buffer.from([0x4a, ...lengthOf(bytes)]);
    const one = Buffer.concat([head("one"), raw]);
    const tag = Buffer.from([0x2a, ...lengthOf(one.length + bytes)]);
    const graphBytes = 2 * (tag.length + one.length + valueBytes);
    const start = Buffer.concat([field(1, 8), Buffer.from([0x3a, ...lengthOf(graphBytes)])]);
    const first = Buffer.concat([start, tag, one]);
    const second = Buffer.concat([tag, head("two"), raw]);
    const at = first.length + valueBytes;
    const parts = [
      { at: 0, bytes: first },
      { at, bytes: second },
    ];
    const file = sparseFile(at + second.length + valueBytes, parts);
    const read = await readOnnx(file);
    expect(read.tensors.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ["one", bytes],
      ["two", bytes],
    ]);
    expect(read.findings).toEqual([]);
    expect(file.bytesRead).toBeLessThan(50_000);
  });

  it("REP-5: names the file where external values lie, and values that do not fit", async () => {
    const place = field(13, message(field(1, "location"), field(2, "weights.bin")));
    const graph = message(
      field(5, tensor("out", [9], { rest: [place, field(14, 1)] })),
      field(5, tensor("short", [9], { rest: [field(9, Buffer.alloc(4))] })),
      field(5, tensor("short", [1], { type: 99 })),
    );
    const { findings } = await readOnnx(accessTo(model(graph)));
    expect(findings).toEqual([
      { code: "external-data", count: 1, example: "weights.bin" },
      { code: "size-mismatch", count: 1, example: "short" },
      { code: "unknown-type", count: 1, example: "short" },
      { code: "duplicate-name", count: 1, example: "short" },
    ]);
  });

  it("REP-5: nested thousands deep is passed over, not entered", async () => {
    let nested: Buffer = Buffer.alloc(0);
    for (let depth = 0; depth < 2000; depth += 1) nested = field(1, nested);
    const read = await readOnnx(
      accessTo(model(message(field(1, nested), field(5, tensor("w", [1]))))),
    );
    expect(read.tensors).toHaveLength(1);
  });

  it("REP-5: with numbers of more than 64 bits, foreign types or wrong lengths is refused", async () => {
    const over = Buffer.concat([Buffer.from([0x08]), Buffer.alloc(11, 0xff)]);
    const wide = Buffer.from([0x08, ...Array<number>(9).fill(0xff), 0x7f]);
    for (const bytes of [over, wide, Buffer.from([0x0b]), Buffer.from([0x00])]) {
      expect(await errorOf(bytes), bytes.toString("hex")).toBe("invalid");
    }
    expect(await errorOf(Buffer.from([0x3a, 0xff, 0xff, 0x03, 1]))).toBe("invalid");
    const escaping = message(field(7, Buffer.from([0x2a, 0x50, 1, 2])), Buffer.alloc(200));
    expect(await errorOf(escaping)).toBe("invalid");
    expect(await errorOf(field(7, field(5, tensor("w", [0xffff_ffff, 0xffff_ffff, 9]))))).toBe(
      "invalid",
    );
    expect(await errorOf(field(7, field(5, message(...Array<Buffer>(70).fill(field(1, 1))))))).toBe(
      "invalid",
    );
    expect(await errorOf(Buffer.alloc(0))).toBe("empty");
    expect(await errorOf(Buffer.from([0x08]))).toBe("truncated");
    expect(await errorOf(field(1, 8))).toBe("wrong-format");
    expect(await errorOf(Buffer.from("PK\u0003\u0004, not a model"))).toBe("invalid");
  });
});

function lengthOf(value: number): number[] {
  return [...field(0, value).subarray(1)];
}
