import { beforeAll, describe, expect, it } from "vitest";
import { type FileCheck, RepositoryChecks } from "#contract/assets/check-results.ts";
import { wireDomains } from "../../app.ts";
import { requireRepository } from "../../repositories/index.ts";
import { anAsset } from "../../testing/assets.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit } from "../../testing/repositories.ts";
import { getChecks } from "./get-checks.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const mallory = await anOrdinaryUser(base);
const ctx = base.as(alice);

beforeAll(() => wireDomains(ctx));

const CUSTOM = "---\npipeline_tag: image-classification\n---\n";
const TEXT = "---\npipeline_tag: text-generation\n---\n";

const PARAMETER = { name: "lr", type: "float", required: true, default: 0.1, help: "rate" };
const paramsOf = (hyperparameters: unknown[], name: unknown = "微调") =>
  JSON.stringify({ training_methods: [{ name, hyperparameters }] });
const CONTRACT = {
  "README.md": CUSTOM,
  "gallery_train/train.py": "print(1)",
  "gallery_train/train_params.json": paramsOf([PARAMETER]),
  "gallery_train/dataset_readme.md": "Pictures in folders",
};

async function checksOf(
  files: Record<string, string | Uint8Array>,
  kind: "dataset" | "model" = "model",
): Promise<RepositoryChecks> {
  const address = await anAsset(ctx, { kind });
  await aCommit(ctx, await requireRepository(ctx, address, "write"), { files });
  return RepositoryChecks.parse(await getChecks(ctx, address));
}

const states = (files: readonly FileCheck[] = []) =>
  Object.fromEntries(files.map(({ file, state }) => [file.replace("gallery_train/", ""), state]));

async function paramFaults(source: string | Uint8Array) {
  const checks = await checksOf({ ...CONTRACT, "gallery_train/train_params.json": source });
  const check = checks.contract?.files.find(({ file }) => file.endsWith("train_params.json"));
  return check?.faults.map(({ code, at }) => (at === "" ? code : `${code} ${at}`));
}

describe("REP-11: the contract of a custom model", () => {
  it("REP-11: is met when all its files are there and filled", async () => {
    const { contract } = await checksOf(CONTRACT);
    expect(contract?.isMet).toBe(true);
    expect(states(contract?.files)).toEqual({
      "train.py": "good",
      "train_params.json": "good",
      "dataset_readme.md": "good",
      "requirement.txt": "absent",
    });
  });

  it("REP-11: names the file that is missing, empty or invalid", async () => {
    const { contract } = await checksOf({
      "README.md": CUSTOM,
      "gallery_train/train.py": " \n",
      "gallery_train/train_params.json": "[]",
      "gallery_train/requirement.txt": "",
    });
    expect(contract?.isMet).toBe(false);
    expect(states(contract?.files)).toEqual({
      "train.py": "empty",
      "train_params.json": "invalid",
      "dataset_readme.md": "missing",
      "requirement.txt": "good",
    });
    const asFolder = await checksOf({ ...CONTRACT, "gallery_train/requirement.txt/x": "1" });
    expect(states(asFolder.contract?.files)["requirement.txt"]).toBe("invalid");
    expect(asFolder.contract?.isMet).toBe(false);
  });

  it("REP-10: is asked of custom models, and of others that bring the folder", async () => {
    expect((await checksOf({ "README.md": CUSTOM })).contract?.isMet).toBe(false);
    expect((await checksOf({ "README.md": TEXT })).contract).toBeNull();
    expect((await checksOf({ "README.md": "no task" })).contract).toBeNull();
    expect((await checksOf({ ...CONTRACT, "README.md": TEXT })).contract?.isMet).toBe(true);
    expect(await checksOf({ "gallery_train/train.py": "1" }, "dataset")).toMatchObject({
      contract: null,
      recommended: null,
    });
  });

  it.each([
    ["{", ["not-json"]],
    [Buffer.from([0x7b, 0xff, 0x7d]), ["not-text"]],
    ["{}", ["missing-member training_methods"]],
    ['{"training_methods":{}}', ["wrong-type training_methods"]],
    ['{"training_methods":[]}', ["empty-list training_methods"]],
    ['{"training_methods":[1]}', ["wrong-type training_methods[0]"]],
    [paramsOf([], " "), ["empty-text training_methods[0].name"]],
    [paramsOf([], 5), ["wrong-type training_methods[0].name"]],
    ['{"training_methods":[{"name":"a"}]}', ["missing-member training_methods[0].hyperparameters"]],
    [
      paramsOf([{ ...PARAMETER, name: "学习率" }]),
      ["name-invalid training_methods[0].hyperparameters[0].name"],
    ],
    [
      paramsOf([{ ...PARAMETER, type: "number" }]),
      ["type-unknown training_methods[0].hyperparameters[0].type"],
    ],
    [
      paramsOf([{ ...PARAMETER, type: "int", default: 0.5 }]),
      ["default-mismatch training_methods[0].hyperparameters[0].default"],
    ],
    [
      paramsOf([{ ...PARAMETER, default: [] }]),
      ["wrong-type training_methods[0].hyperparameters[0].default"],
    ],
    [
      paramsOf([{ ...PARAMETER, help: "x".repeat(21) }]),
      ["help-too-long training_methods[0].hyperparameters[0].help"],
    ],
    [
      paramsOf([{ ...PARAMETER, required: "yes" }]),
      ["wrong-type training_methods[0].hyperparameters[0].required"],
    ],
    [
      paramsOf([PARAMETER, PARAMETER]),
      ["name-repeated training_methods[0].hyperparameters[1].name"],
    ],
  ])("REP-11: says what is wrong with train_params.json: %s", async (source, faults) => {
    expect(await paramFaults(source)).toEqual(faults);
  });

  it("TOOL-10: takes every default that the contract allows, and 20 Chinese characters of help", async () => {
    const parameters = [
      { name: "a", type: "int", required: false, default: "3", help: "学".repeat(20) },
      { name: "b", type: "float", required: false, default: "", help: "" },
      { name: "c", type: "bool", required: true, default: "True" },
      { name: "d_1", type: "str", required: true, default: "0.1" },
      { name: "e", type: "bool", required: true, default: false },
    ];
    expect(await paramFaults(paramsOf(parameters))).toEqual([]);
  });

  it("REP-11: tells the line and column where the JSON breaks, and a bounded number of faults", async () => {
    const checks = await checksOf({
      ...CONTRACT,
      "gallery_train/train_params.json": '{\n  "training_methods": [\n  oops',
    });
    const [, check] = checks.contract?.files ?? [];
    expect(check?.faults[0]).toMatchObject({ code: "not-json", parameters: { line: 3 } });
    expect(await paramFaults(paramsOf(Array.from({ length: 500 }, () => 1)))).toHaveLength(20);
    expect(await paramFaults("x".repeat(1_100_000))).toEqual(["too-large"]);
  });
});

describe("SDK-3: recommended files", () => {
  const CONFIG = JSON.stringify({ model_type: "bert", architectures: ["BertModel"] });

  it("SDK-3: are found, whole or in shards", async () => {
    const { recommended } = await checksOf({
      "config.json": CONFIG,
      "pytorch_model.bin": "x",
      "tokenizer.json": "{}",
      "tokenizer_config.json": "{}",
      "modeling_x.py": "1",
    });
    expect(recommended?.isMet).toBe(true);
    expect(recommended?.files.map(({ foundAs, state }) => [foundAs, state])).toEqual([
      ["config.json", "good"],
      ["pytorch_model.bin", "good"],
      ["tokenizer.json", "good"],
      ["tokenizer_config.json", "good"],
      ["modeling_x.py", "good"],
      [null, "absent"],
    ]);
    const index = JSON.stringify({ weight_map: { a: "m-1.safetensors", b: "m-2.safetensors" } });
    const shards = { "config.json": CONFIG, "model.safetensors.index.json": index };
    const whole = await checksOf({ ...shards, "m-1.safetensors": "x", "m-2.safetensors": "x" });
    expect(whole.recommended?.isMet).toBe(true);
    const cut = await checksOf({ ...shards, "m-1.safetensors": "x", "m-2.safetensors": "" });
    expect(cut.recommended?.files[1]).toMatchObject({
      state: "invalid",
      faults: [{ code: "file-missing", parameters: { file: "m-2.safetensors" } }],
    });
  });

  it("SDK-3: a shard's name that leads out of the repository is a missing file", async () => {
    const index = JSON.stringify({ weight_map: { a: "../../etc/passwd", b: "/x", c: "a\0b" } });
    const { recommended } = await checksOf({ "model.safetensors.index.json": index });
    expect(recommended?.files[1]?.faults).toHaveLength(3);
  });

  it("SDK-3: an empty repository lacks what is needed, and nothing more", async () => {
    const { recommended } = await checksOf({ "x.txt": "1" });
    expect(states(recommended?.files)).toEqual({
      "config.json": "missing",
      "model.safetensors": "missing",
      "tokenizer.json": "absent",
      "tokenizer_config.json": "absent",
      "modeling_*.py": "absent",
      "configuration_*.py": "absent",
    });
  });

  it.each([
    ["[1,", [["not-json", ""]]],
    ["null", [["wrong-type", ""]]],
    [
      "{}",
      [
        ["missing-member", "model_type"],
        ["missing-member", "architectures"],
      ],
    ],
    ['{"model_type":5,"architectures":["A"]}', [["wrong-type", "model_type"]]],
    ['{"model_type":"a","architectures":[]}', [["empty-list", "architectures"]]],
    ['{"model_type":"a","architectures":[1]}', [["wrong-type", "architectures"]]],
    [
      '{"__proto__":{"model_type":"a","architectures":["A"]}}',
      [
        ["missing-member", "model_type"],
        ["missing-member", "architectures"],
      ],
    ],
    ["[".repeat(50_000), [["not-json", ""]]],
  ])("SDK-3: says what is wrong with config.json: %.40s", async (source, faults) => {
    const { recommended } = await checksOf({ "config.json": source });
    const [config] = recommended?.files ?? [];
    expect(config?.faults.map(({ code, at }) => [code, at])).toEqual(faults);
  });

  it("SDK-3: a config.json of 50 MB is too large and is not read", async () => {
    const { recommended } = await checksOf({ "config.json": Buffer.alloc(50_000_000, " ") });
    expect(recommended?.files[0]?.faults).toMatchObject([
      { code: "too-large", parameters: { sizeBytes: 50_000_000 } },
    ]);
  });

  it("SDK-3: code that config.json names must be there", async () => {
    const config = JSON.stringify({
      model_type: "x",
      architectures: ["X"],
      auto_map: {
        AutoConfig: "configuration_x.XConfig",
        AutoModel: "modeling_x.X",
        AutoTokenizer: ["other/repo--tokenization_x.T", null],
      },
    });
    const { recommended } = await checksOf({ "config.json": config, "modeling_x.py": "1" });
    expect(states(recommended?.files)).toMatchObject({
      "modeling_*.py": "good",
      "configuration_*.py": "missing",
    });
  });
});

it("PLT-6: a stranger learns nothing of a private model's files", async () => {
  const address = await anAsset(ctx);
  for (const viewer of [base.as(mallory), base]) {
    await expect(getChecks(viewer, address)).rejects.toMatchObject({ code: "not-found" });
  }
});
