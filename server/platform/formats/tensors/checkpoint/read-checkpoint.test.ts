import { describe, expect, it } from "vitest";
import { aZip, fixture, steps } from "../../pickle/testing/pickles.ts";
import { TensorFileError } from "../tensor-file.ts";
import { accessTo } from "../testing/tensor-fixtures.ts";
import { readCheckpoint } from "./read-checkpoint.ts";

const read = (bytes: Buffer) => readCheckpoint(accessTo(bytes));
const codeOf = async (bytes: Buffer) => {
  const error = await read(bytes).catch((thrown: unknown) => thrown);
  return error instanceof TensorFileError ? error.code : error;
};

const line = (text: string) => steps("V", text, "\n");
const number = (value: number) => steps("I", String(value), "\n");
const tuple = (...items: Buffer[]) => steps("(", ...items, "t");
const storage = (key: string, type = "FloatStorage") =>
  steps(tuple(line("storage"), steps("ctorch\n", type, "\n"), line(key), line("cpu")), "Q");

type Declared = { shape: number[]; strides?: number[]; key?: string; offset?: number };

/** A pickle of one tensor, as `torch.save` would write it with the oldest protocol. */
function tensor({ shape, strides = shape, key = "0", offset = 0 }: Declared): Buffer {
  const args = [
    storage(key),
    number(offset),
    tuple(...shape.map(number)),
    tuple(...strides.map(number)),
  ];
  return steps("ctorch._utils\n_rebuild_tensor_v2\n", tuple(...args), "R");
}

const pair = (key: string, value: Buffer) => steps(line(key), value, "s");
const checkpoint = (pickle: Buffer, storages: Record<string, Buffer> = { "0": Buffer.alloc(64) }) =>
  aZip({
    "model/data.pkl": steps(pickle, "."),
    ...Object.fromEntries(
      Object.entries(storages).map(([key, bytes]) => [`model/data/${key}`, bytes]),
    ),
  });

describe("a checkpoint of PyTorch", () => {
  it("REP-5: shows the tensors of a state dict that the library has written", async () => {
    const { tensors, findings, format } = await read(await fixture("checkpoint.pt"));
    expect({ format, findings }).toEqual({ format: "pytorch", findings: [] });
    expect(tensors).toEqual([
      { name: "0.weight", dtype: "float32", shape: [2, 2], parameters: 4, sizeBytes: 16 },
      { name: "0.bias", dtype: "float32", shape: [2], parameters: 2, sizeBytes: 8 },
      { name: "1.weight", dtype: "float32", shape: [2], parameters: 2, sizeBytes: 8 },
      { name: "1.bias", dtype: "float32", shape: [2], parameters: 2, sizeBytes: 8 },
      { name: "1.running_mean", dtype: "float32", shape: [2], parameters: 2, sizeBytes: 8 },
      { name: "1.running_var", dtype: "float32", shape: [2], parameters: 2, sizeBytes: 8 },
      { name: "1.num_batches_tracked", dtype: "int64", shape: [], parameters: 1, sizeBytes: 8 },
    ]);
  });

  it("REP-5: shows those of a whole model by the names of its modules", async () => {
    const { tensors } = await read(await fixture("whole-model.pt"));
    const stateDict = await read(await fixture("checkpoint.pt"));
    expect(tensors).toEqual(stateDict.tensors);
  });

  it("REP-5: shows what lies beside a call that would run when it is loaded, and runs nothing", async () => {
    const { tensors } = await read(await fixture("evil-checkpoint.pt"));
    expect(tensors.map(({ name }) => name)).toEqual(["w"]);
  });

  it("REP-5: shows views, tied weights and storages that are cut off or missing", async () => {
    const pickle = steps(
      "(d",
      pair("whole", tensor({ shape: [4, 4], strides: [4, 1] })),
      pair("row", tensor({ shape: [4], strides: [1], offset: 4 })),
      pair("beyond", tensor({ shape: [4], strides: [1], offset: 13 })),
      pair("missing", tensor({ shape: [1], strides: [1], key: "7" })),
      pair("none", tensor({ shape: [0], strides: [1] })),
    );
    const { tensors, findings } = await read(await checkpoint(pickle));
    expect(tensors.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ["whole", 64],
      ["row", 16],
      ["beyond", 16],
      ["missing", 4],
      ["none", 0],
    ]);
    expect(findings).toEqual([
      { code: "outside-file", count: 2, example: "beyond" },
      { code: "overlap", count: 2, example: "row" },
    ]);
  });

  it("REP-5: is not shown when a tensor has no name that reading tells", async () => {
    const inside = steps("cmy.model\nWrapper\n", tuple(tensor({ shape: [2] })), "R");
    expect(await codeOf(await checkpoint(steps("(d", pair("w", inside))))).toBe("unsupported");
    expect(await codeOf(await checkpoint(steps("(d", pair("epoch", number(3)))))).toBe(
      "unsupported",
    );
  });
});

describe("a checkpoint that lies", () => {
  it("REP-5: holds itself, or one value a billion times, and is gone through once", async () => {
    const cycle = steps(
      "(dp0\n",
      pair("w", tensor({ shape: [2], strides: [1] })),
      pair("self", steps("g0\n")),
    );
    expect((await read(await checkpoint(cycle))).tensors).toHaveLength(1);
    let laughs = steps("(d", pair("w", tensor({ shape: [2], strides: [1] })), "p0\n");
    for (let level = 0; level < 60; level += 1) {
      const known = steps(`g${level}\n`);
      laughs = steps(laughs, "(d", pair("a", known), pair("b", known), `p${level + 1}\n`);
    }
    expect((await read(await checkpoint(laughs))).tensors).toHaveLength(1);
  });

  it("REP-5: nests too deep, piles up too much, or has impossible shapes", async () => {
    const deep = steps(
      ...Array.from({ length: 200 }, () => steps("(d", line("a"))),
      tensor({ shape: [1], strides: [1] }),
      "s".repeat(200),
    );
    expect(await codeOf(await checkpoint(deep))).toBe("too-large");
    expect(await codeOf(await checkpoint(steps("N".repeat(100_001))))).toBe("too-large");
    const endless = steps("(d", "N0".repeat(1_000_001), "");
    expect(await codeOf(await checkpoint(endless))).toBe("too-large");
    for (const shape of [[-1], [1.5], [2 ** 40, 2 ** 40]]) {
      const pickle = steps("(d", pair("w", tensor({ shape })));
      expect(await codeOf(await checkpoint(pickle))).toBe("invalid");
    }
  });

  it("REP-5: ends early, computes names, has no pickle, or is no archive", async () => {
    const whole = steps("(d", pair("w", tensor({ shape: [1] })));
    const cut = await aZip({ "model/data.pkl": whole.subarray(0, 60) });
    expect(await codeOf(cut)).toBe("invalid");
    expect(await codeOf(await checkpoint(steps("NN\x93")))).toBe("invalid");
    expect(await codeOf(await aZip({ "model/constants.pkl": steps("N.") }))).toBe("wrong-format");
    expect(await codeOf(await fixture("legacy.pt"))).toBe("wrong-format");
    expect(await codeOf(Buffer.alloc(0))).toBe("empty");
  });

  it("REP-5: unfolds to more than is read", async () => {
    const counted = Buffer.from([0x8e, 0, 0, 0, 0x10, 0, 0, 0, 0]);
    const bomb = steps(counted, Buffer.alloc(80_000_000), ".");
    const error = await read(await checkpoint(bomb)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "ReadBudgetError" });
  });
});
