import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import { findDataType } from "#contract/taxonomies/data-types.ts";
import { findFramework } from "#contract/taxonomies/frameworks.ts";
import { findHardware } from "#contract/taxonomies/hardware.ts";
import { findLanguage } from "#contract/taxonomies/languages.ts";
import { findLicence } from "#contract/taxonomies/licences.ts";
import { findTask } from "#contract/taxonomies/tasks.ts";

export type ListSetting = {
  [Name in keyof CardSettings]: CardSettings[Name] extends string[] ? Name : never;
}[keyof CardSettings];

/**
 * How one list of the settings stands in the front matter.
 *
 * `list`: always a sequence under `key`. `one-or-list`: a plain value where there is one.
 * `head-and-rest`: the first as a plain value under `key`, which the hub's clients read, the others
 * as a sequence under `restKey`.
 */
export type ListField = {
  setting: ListSetting;
  key: string;
  /** Other keys of the field that mean the same; read, and replaced by `key` when edited. */
  otherKeys: readonly string[];
  /** Looks an entry up in its taxonomy; entries outside it are kept as they are. */
  find: ((value: string) => { id: string } | undefined) | undefined;
} & ({ shape: "list" | "one-or-list" } | { shape: "head-and-rest"; restKey: string });

const LICENCES: ListField = {
  setting: "licences",
  key: "license",
  otherKeys: ["licence"],
  find: findLicence,
  shape: "one-or-list",
};
const LANGUAGES: ListField = {
  setting: "languages",
  key: "language",
  otherKeys: ["languages"],
  find: findLanguage,
  shape: "list",
};
const TASKS: ListField = {
  setting: "tasks",
  key: "pipeline_tag",
  otherKeys: [],
  find: findTask,
  shape: "head-and-rest",
  restKey: "task_categories",
};
const TASK_CATEGORIES: ListField = {
  setting: "tasks",
  key: "task_categories",
  otherKeys: [],
  find: findTask,
  shape: "list",
};
const FRAMEWORKS: ListField = {
  setting: "frameworks",
  key: "library_name",
  otherKeys: [],
  find: findFramework,
  shape: "head-and-rest",
  restKey: "frameworks",
};
const HARDWARE: ListField = {
  setting: "hardware",
  key: "hardware",
  otherKeys: [],
  find: findHardware,
  shape: "list",
};
const DATA_TYPES: ListField = {
  setting: "dataTypes",
  key: "data_types",
  otherKeys: ["modalities", "modality"],
  find: findDataType,
  shape: "list",
};
const BASE_MODELS: ListField = {
  setting: "baseModels",
  key: "base_model",
  otherKeys: [],
  find: undefined,
  shape: "one-or-list",
};
const DATASETS: ListField = {
  setting: "datasets",
  key: "datasets",
  otherKeys: [],
  find: undefined,
  shape: "list",
};
const TAGS: ListField = {
  setting: "tags",
  key: "tags",
  otherKeys: [],
  find: undefined,
  shape: "list",
};

/** The list fields of a kind's card, in the order in which new keys are written. */
export function listFields(kind: AssetKind): readonly ListField[] {
  const tasks = kind === "dataset" ? TASK_CATEGORIES : TASKS;
  return [
    LICENCES,
    LANGUAGES,
    tasks,
    FRAMEWORKS,
    HARDWARE,
    DATA_TYPES,
    BASE_MODELS,
    DATASETS,
    TAGS,
  ];
}

/** Every key that holds values of a list field, in the order in which they are read. */
export function keysOf(field: ListField): string[] {
  const rest = field.shape === "head-and-rest" ? [field.restKey] : [];
  return [field.key, ...rest, ...field.otherKeys];
}

/** Plain text under one key; its limit is counted in code points. */
export const TEXT_FIELDS = [
  { setting: "title", key: "title", maxLength: 96 },
  { setting: "titleZh", key: "title_zh", maxLength: 96 },
  { setting: "description", key: "description", maxLength: 90 },
] as const;

/** True or absent. */
export const FLAG_FIELDS = [
  { setting: "supportsDistributedTraining", key: "distributed_training" },
  { setting: "supportsDistributedInference", key: "distributed_inference" },
] as const;

export const MINIMUM_SPECIFICATION_KEY = "minimum_specification";

/** Members of the smallest machine, with the largest number the settings take. */
export const MINIMUM_SPECIFICATION_FIELDS = [
  { member: "acceleratorCount", key: "accelerator_count", max: 1024 },
  { member: "acceleratorMemoryGb", key: "accelerator_memory_gb", max: 10_000 },
  { member: "cpuCores", key: "cpu_cores", max: 10_000 },
  { member: "memoryGb", key: "memory_gb", max: 100_000 },
] as const;
