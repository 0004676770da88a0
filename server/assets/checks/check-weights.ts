import type { CheckFault, FileCheck } from "#contract/assets/check-results.ts";
import type { Entry } from "../../repositories/index.ts";
import { type CheckedFiles, checkPresence } from "./checked-files.ts";
import { checkJsonFile, fault, isObject, memberOf } from "./json-file.ts";

const NAME = "model.safetensors";
/** In the order in which libraries look for them; an index names the shards of one model. */
const CHOICES = [
  NAME,
  "model.safetensors.index.json",
  "pytorch_model.bin",
  "pytorch_model.bin.index.json",
] as const;
const INDEX_LIMIT_BYTES = 8_000_000;
const MAX_SHARDS = 5000;
const MAX_NAMED = 10;

/** The weights in one file, or all the shards that their index names. */
export async function checkWeights(
  files: CheckedFiles,
  found: ReadonlyMap<string, Entry>,
): Promise<FileCheck> {
  const path = CHOICES.find((choice) => found.has(choice));
  const entry = path === undefined ? undefined : found.get(path);
  if (path === undefined || !path.endsWith(".json")) {
    return checkPresence(files, NAME, { entry, isRequired: true });
  }
  let shards: string[] = [];
  const index = await checkJsonFile(files, NAME, {
    entry,
    isRequired: true,
    limitBytes: INDEX_LIMIT_BYTES,
    judge: (document) => {
      shards = shardsOf(document);
      return judgeIndex(document, shards);
    },
  });
  if (index.state !== "good") return index;
  const there = await files.find(shards);
  const missing = shards.filter((shard) => !((there.get(shard)?.sizeBytes ?? 0) > 0));
  const faults = missing
    .slice(0, MAX_NAMED)
    .map((shard) => fault("file-missing", "weight_map", { file: shard }));
  return faults.length === 0 ? index : { ...index, state: "invalid", faults };
}

/** Names beside the index; a name that leads elsewhere is not there. */
function shardsOf(document: unknown): string[] {
  const map = memberOf(document, "weight_map");
  if (!isObject(map)) return [];
  const names = Object.values(map).filter((name): name is string => typeof name === "string");
  return [...new Set(names)].slice(0, MAX_SHARDS);
}

function judgeIndex(document: unknown, shards: readonly string[]): CheckFault[] {
  const map = memberOf(document, "weight_map");
  if (map === undefined) return [fault("missing-member", "weight_map", {})];
  if (!isObject(map)) return [fault("wrong-type", "weight_map", { expected: "object" })];
  return shards.length === 0 ? [fault("empty-list", "weight_map", {})] : [];
}
