import type { CheckFault, CheckList, FileCheck } from "#contract/assets/check-results.ts";
import type { Entry } from "../../repositories/index.ts";
import type { CheckedFiles } from "./checked-files.ts";
import { checkPresence } from "./checked-files.ts";
import { checkWeights } from "./check-weights.ts";
import { checkJsonFile, fault, isObject, memberOf } from "./json-file.ts";

const CONFIG = "config.json";
const CONFIG_LIMIT_BYTES = 2_000_000;
const TOKENIZER_CONFIG = "tokenizer_config.json";
const PATHS = [
  CONFIG,
  "model.safetensors",
  "model.safetensors.index.json",
  "pytorch_model.bin",
  "pytorch_model.bin.index.json",
  "tokenizer.json",
  TOKENIZER_CONFIG,
];

/** Files that libraries look for at the root of a model (SDK-3). Advice: nothing is refused. */
export async function checkRecommended(files: CheckedFiles): Promise<CheckList> {
  const found = await files.find(PATHS);
  let modules: string[] = [];
  const config = await checkJsonFile(files, CONFIG, {
    entry: found.get(CONFIG),
    isRequired: true,
    limitBytes: CONFIG_LIMIT_BYTES,
    judge: (document) => {
      modules = modulesOf(document);
      return judgeConfig(document);
    },
  });
  const names = await files.rootNames();
  const checks = [
    config,
    await checkWeights(files, found),
    await checkPresence(files, "tokenizer.json", {
      entry: found.get("tokenizer.json"),
      isRequired: false,
    }),
    await checkTokenizerConfig(files, found),
    checkModules("modeling", { names, modules }),
    checkModules("configuration", { names, modules }),
  ];
  const isGood = ({ state }: FileCheck) => state === "good" || state === "absent";
  return { isMet: checks.every(isGood), files: checks };
}

function checkTokenizerConfig(
  files: CheckedFiles,
  found: ReadonlyMap<string, Entry>,
): Promise<FileCheck> {
  return checkJsonFile(files, TOKENIZER_CONFIG, {
    entry: found.get(TOKENIZER_CONFIG),
    isRequired: false,
    limitBytes: CONFIG_LIMIT_BYTES,
    judge: (document) =>
      isObject(document) ? [] : [fault("wrong-type", "", { expected: "object" })],
  });
}

function judgeConfig(document: unknown): CheckFault[] {
  if (!isObject(document)) return [fault("wrong-type", "", { expected: "object" })];
  return [...judgeModelType(document), ...judgeArchitectures(document)];
}

function judgeModelType(config: Record<string, unknown>): CheckFault[] {
  const at = "model_type";
  const type = memberOf(config, at);
  if (type === undefined) return [fault("missing-member", at, {})];
  if (typeof type !== "string") return [fault("wrong-type", at, { expected: "string" })];
  return type.trim() === "" ? [fault("empty-text", at, {})] : [];
}

function judgeArchitectures(config: Record<string, unknown>): CheckFault[] {
  const at = "architectures";
  const classes = memberOf(config, at);
  if (classes === undefined || classes === null) return [fault("missing-member", at, {})];
  const isList = Array.isArray(classes) && classes.every((name) => typeof name === "string");
  if (!isList) return [fault("wrong-type", at, { expected: "strings" })];
  return classes.length === 0 ? [fault("empty-list", at, {})] : [];
}

/**
 * Modules of this repository that `auto_map` names as `module.Class`. What comes from another
 * repository is written `owner/name--module.Class`.
 * Source: https://huggingface.co/docs/transformers/custom_models
 */
function modulesOf(config: unknown): string[] {
  const map = memberOf(config, "auto_map");
  const classes = isObject(map) ? Object.values(map).flat() : [];
  const modules = classes.flatMap((name) => {
    const found = typeof name === "string" ? /^(\w+)\.\w+$/.exec(name) : null;
    return found?.[1] === undefined ? [] : [found[1]];
  });
  return [...new Set(modules)];
}

/** Python code of the model: needed only where `config.json` names it. */
function checkModules(
  prefix: "configuration" | "modeling",
  { names, modules }: { names: readonly string[]; modules: readonly string[] },
): FileCheck {
  const needed = modules
    .filter((name) => name.startsWith(`${prefix}_`))
    .map((name) => `${name}.py`);
  const foundAs = names.find((name) => name.startsWith(`${prefix}_`) && name.endsWith(".py"));
  const missing = needed.filter((name) => !names.includes(name));
  return {
    file: `${prefix}_*.py`,
    foundAs: foundAs ?? null,
    isRequired: needed.length > 0,
    state: missing.length > 0 ? "missing" : foundAs === undefined ? "absent" : "good",
    faults: missing.map((file) => fault("file-missing", "auto_map", { file })),
  };
}
