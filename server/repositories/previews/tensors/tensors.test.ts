import { describe, expect, it } from "vitest";
import {
  aHalfFile,
  aSafetensors,
} from "../../../platform/formats/tensors/testing/tensor-fixtures.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import { testContext } from "../../../testing/context.ts";
import { expectProblem } from "../../../testing/expect-problem.ts";
import { aCommit, aRepository } from "../../../testing/repositories.ts";
import { compareTensors } from "./compare-tensors.ts";
import { listTensors, type TensorQuery } from "./list-tensors.ts";
import { readTensorTable } from "./read-tensor-table.ts";
import type { TensorTable } from "./tensor-table.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

const SHAPES = {
  "model.embed.weight": [10, 4],
  "model.layers.0.mlp.weight": [4, 4],
  "model.layers.0.norm.weight": [4],
  "model.layers.2.mlp.weight": [4, 4],
  "model.layers.2.norm.weight": [4],
  "model.layers.10.mlp.weight": [4, 4],
  "model.layers.10.norm.weight": [4],
  "lm_head.weight": [10, 4],
};

const ALL: TensorQuery = {
  view: "flat",
  module: "",
  q: "",
  sort: "name",
  order: "ascending",
  limit: 100,
};

async function aModel(files: Record<string, string | Uint8Array>) {
  const repository = await aRepository(ctx, { owner: alice });
  const { commit } = await aCommit(ctx, repository, { files });
  return { repository, commit };
}

async function tableOf(files: Record<string, string | Uint8Array>, path: string) {
  const { repository, commit } = await aModel(files);
  return readTensorTable(ctx, repository, { commit, path, scope: "checkpoint" });
}

function namesOf(table: TensorTable, query: Partial<TensorQuery>): string[] {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = listTensors(table, { ...ALL, ...query, cursor });
    names.push(...page.items.map((row) => (row.type === "module" ? row.prefix : row.name)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return names;
}

describe("the tensors of a file", () => {
  it("REP-5: are added up, by type as well", async () => {
    const header = {
      a: { dtype: "F32", shape: [10], data_offsets: [0, 40] },
      b: { dtype: "BF16", shape: [100], data_offsets: [40, 240] },
      c: { dtype: "F32", shape: [], data_offsets: [240, 244] },
    };
    const table = await tableOf({ "a.safetensors": aSafetensors(header, 244) }, "a.safetensors");
    expect(table.totals).toEqual({
      tensors: 3,
      parameters: 111,
      sizeBytes: 244,
      dtypes: [
        { dtype: "BF16", tensors: 1, parameters: 100, sizeBytes: 200 },
        { dtype: "F32", tensors: 2, parameters: 11, sizeBytes: 44 },
      ],
    });
    expect(table).toMatchObject({ format: "safetensors", scope: "file", shards: null });
  });

  it("REP-5: come by pages in natural order, by size, and by part of their name", async () => {
    const table = await tableOf({ "a.safetensors": aHalfFile(SHAPES) }, "a.safetensors");
    const byName = namesOf(table, { limit: 3 });
    expect(byName.map((name) => name.replace(/^model\./, ""))).toEqual([
      "lm_head.weight",
      "embed.weight",
      "layers.0.mlp.weight",
      "layers.0.norm.weight",
      "layers.2.mlp.weight",
      "layers.2.norm.weight",
      "layers.10.mlp.weight",
      "layers.10.norm.weight",
    ]);
    expect(namesOf(table, { order: "descending" })).toEqual(byName.toReversed());
    const bySize = namesOf(table, { sort: "size", order: "descending" });
    expect(bySize.slice(0, 2)).toEqual(["lm_head.weight", "model.embed.weight"]);
    expect(namesOf(table, { q: "LAYERS.2 norm" })).toEqual(["model.layers.2.norm.weight"]);
    expect(namesOf(table, { q: "nothing" })).toEqual([]);
    const forged = async () => listTensors(table, { ...ALL, cursor: "forged" });
    await expectProblem(forged(), "validation-failed");
  });

  it("REP-5: are a tree of modules that opens level by level", async () => {
    const table = await tableOf({ "a.safetensors": aHalfFile(SHAPES) }, "a.safetensors");
    const below = (module: string) => namesOf(table, { view: "tree", module, limit: 2 });
    expect(below("")).toEqual(["lm_head.weight", "model."]);
    expect(below("model.")).toEqual(["model.embed.weight", "model.layers."]);
    expect(below("model.layers.")).toEqual([
      "model.layers.0.",
      "model.layers.2.",
      "model.layers.10.",
    ]);
    expect(below("model.layers.10.")).toEqual([
      "model.layers.10.mlp.weight",
      "model.layers.10.norm.weight",
    ]);
    const [, module] = listTensors(table, { ...ALL, view: "tree" }).items;
    expect(module).toEqual({
      type: "module",
      prefix: "model.",
      tensors: 7,
      parameters: 100,
      sizeBytes: 200,
    });
  });

  it("REP-5: with one long beginning, odd separators and equal numbers stay in the tree", async () => {
    const names = ["a.b.c.1.x", "a.b.c.01.x", "a.b.c.1.y", "/a/b", "/a/c", ".", "..", "a."];
    const shapes = Object.fromEntries(names.map((name) => [name, [1]]));
    const table = await tableOf({ "a.safetensors": aHalfFile(shapes) }, "a.safetensors");
    const found: string[] = [];
    const walk = (module: string) => {
      for (const row of listTensors(table, { ...ALL, view: "tree", module }).items) {
        if (row.type === "tensor") found.push(row.name);
        else walk(row.prefix);
      }
    };
    walk("");
    expect(found.toSorted()).toEqual(names.toSorted());
    expect(namesOf(table, { view: "tree", module: "a.b.c." })).toEqual(["a.b.c.1.", "a.b.c.01.x"]);
  });
});

const SHARDS = {
  "m/model-00001-of-00002.safetensors": aHalfFile({ "a.weight": [2], "b.weight": [3] }),
  "m/model-00002-of-00002.safetensors": aHalfFile({ "c.weight": [4] }),
};
const INDEX = JSON.stringify({
  metadata: { total_size: 18 },
  weight_map: {
    "a.weight": "model-00001-of-00002.safetensors",
    "b.weight": "model-00001-of-00002.safetensors",
    "c.weight": "model-00002-of-00002.safetensors",
  },
});

describe("a checkpoint in several files", () => {
  it("REP-5: is one table over all of them, from its index and from any of its files", async () => {
    const index = "m/model.safetensors.index.json";
    const { repository, commit } = await aModel({ ...SHARDS, [index]: INDEX });
    for (const path of [index, ...Object.keys(SHARDS)]) {
      const at = { commit, path, scope: "checkpoint" as const };
      const table = await readTensorTable(ctx, repository, at);
      expect(table).toMatchObject({ scope: "checkpoint", findings: [] });
      expect(table.totals).toMatchObject({ tensors: 3, parameters: 9, sizeBytes: 18 });
      expect(table.tensors.map(({ name, file }) => [name, file?.slice(8, 13)])).toEqual([
        ["a.weight", "00001"],
        ["b.weight", "00001"],
        ["c.weight", "00002"],
      ]);
      expect(table.shards?.map(({ tensors }) => tensors)).toEqual([2, 1]);
    }
    const [path = ""] = Object.keys(SHARDS);
    const alone = await readTensorTable(ctx, repository, { commit, path, scope: "file" });
    expect(alone).toMatchObject({ scope: "file", shards: null, totals: { tensors: 2 } });
  });

  it("REP-5: says which of its files are missing, broken or hold something else", async () => {
    const [first = ""] = Object.keys(SHARDS);
    const map = { a: "one.safetensors", b: "../../x.safetensors", c: "no.safetensors" };
    const table = await tableOf(
      {
        "m/one.safetensors": SHARDS["m/model-00001-of-00002.safetensors"],
        "m/no.safetensors": "no tensors at all",
        "m/x.safetensors.index.json": JSON.stringify({ weight_map: map }),
      },
      "m/x.safetensors.index.json",
    );
    expect(table.findings).toEqual([
      { code: "shard-missing", count: 1, example: "m/../../x.safetensors" },
      { code: "shard-unreadable", count: 1, example: "m/no.safetensors" },
      { code: "shard-differs", count: 1, example: "m/one.safetensors" },
    ]);
    expect(table.totals.tensors).toBe(2);
    const alone = await tableOf({ [first]: SHARDS["m/model-00001-of-00002.safetensors"] }, first);
    expect(alone.findings).toMatchObject([{ code: "shard-missing", count: 1 }]);
  });

  it("REP-5: with an index that is no index is refused with the reason", async () => {
    const reasons = { "": "empty", "{": "invalid", "{}": "wrong-format", "[]": "invalid" };
    for (const [text, reason] of Object.entries(reasons)) {
      const path = "model.safetensors.index.json";
      const { extra } = await expectProblem(tableOf({ [path]: text }, path), "preview-unreadable");
      expect(extra).toEqual({ reason });
    }
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`t${at}`, `f${at}`]));
    const path = "model.safetensors.index.json";
    const files = { [path]: JSON.stringify({ weight_map: many }) };
    const { extra } = await expectProblem(tableOf(files, path), "preview-unreadable");
    expect(extra).toEqual({ reason: "too-large" });
  });
});

describe("tensors of two revisions", () => {
  async function twoStates() {
    const path = "m.safetensors";
    const { repository, commit: old } = await aModel({ [path]: aHalfFile(SHAPES) });
    const { "lm_head.weight": _, ...rest } = SHAPES;
    const next = { ...rest, "model.layers.2.mlp.weight": [4, 8], "model.layers.3.new": [7] };
    const { commit } = await aCommit(ctx, repository, { files: { [path]: aHalfFile(next) } });
    return { repository, path, old, commit };
  }

  it("REP-5: are compared by name, shape and type", async () => {
    const { repository, path, old, commit } = await twoStates();
    const query = { revision: commit, path, base: old, limit: 2 };
    const first = await compareTensors(ctx, repository, query);
    const cursor = first.nextCursor ?? "";
    const second = await compareTensors(ctx, repository, { ...query, cursor });
    const items = [...first.items, ...second.items];
    expect(
      items.map(({ name, change, before, after }) => [name, change, before?.shape, after?.shape]),
    ).toEqual([
      ["lm_head.weight", "removed", [10, 4], undefined],
      ["model.layers.2.mlp.weight", "changed", [4, 4], [4, 8]],
      ["model.layers.3.new", "added", undefined, [7]],
    ]);
    expect(second.nextCursor).toBeNull();
    expect(first.totals).toMatchObject({ added: 1, removed: 1, changed: 1, same: 6 });
    expect(first.totals.after?.parameters).toBe(100 + 16 + 7);
  });

  it("REP-5: a file that came, went or was renamed is compared with what was there", async () => {
    const { repository, path, old, commit } = await twoStates();
    await aCommit(ctx, repository, { operations: [{ op: "rename", from: path, to: "n.gguf" }] });
    const gone = await compareTensors(ctx, repository, {
      revision: "main",
      path,
      base: commit,
      limit: 1,
    });
    expect(gone.totals).toMatchObject({ removed: 8, after: null });
    const renamed = { revision: commit, path, base: old, basePath: "nowhere.gguf", limit: 1 };
    expect((await compareTensors(ctx, repository, renamed)).totals).toMatchObject({ added: 8 });
    const nowhere = { revision: commit, path: "x.gguf", base: old, limit: 1 };
    await expectProblem(compareTensors(ctx, repository, nowhere), "entry-not-found");
  });
});
