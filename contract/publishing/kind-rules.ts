import type { AssetKind } from "../kinds.ts";

/**
 * All kinds live one listing life; here is what they differ by, as plain data: the checks of the
 * server and the form of the page derive from it.
 */
export type Need = "required" | "offered" | "absent";

export type TitleRule = {
  need: Need;
  /** In code points. */
  min: number;
  max: number;
  /** Characters that it must not hold. */
  forbidden: string;
};

export type KindRules = {
  title: TitleRule;
  tasks: Need;
  dataTypes: Need;
  /** `when-open`: required of open code, without meaning for closed code (PUB-11). */
  licence: Need | "when-open";
  /** PUB-13. */
  environment: Need;
  /** PUB-11: paper, and whether the code is open. */
  paper: Need;
  codeOpenness: Need;
  /** PUB-19: the image that is used by its URL. */
  image: Need;
  /** PUB-21: where a skill comes from, and which of its files is the package. */
  source: Need;
  package: Need;
  /** COM-4: a page where a case can be tried, and what it puts out. */
  demo: Need;
  sampleOutput: Need;
  /** COM-4: who may put it on the shelf. */
  publishers: "anyone" | "operators";
  /** COM-3: its attachments are of the types and sizes that an article takes. */
  checksAttachments: boolean;
  /** PUB-15: the owner may let nobody use it who has not applied. */
  hasUsability: boolean;
  hasVersions: boolean;
  /** PUB-7: what a subscription to it is limited by. */
  limit: "duration" | "channels" | "none";
  /** The ending of a file that it must hold and that must be readable. */
  neededFile: ".ipynb" | null;
  /** PUB-14: what the security scan finds fails the publication, whatever it is. */
  failsOnFindings: boolean;
  /** ACC-4: its publisher must be onboarded. */
  needsOnboarding: boolean;
};

/** Longest title of any kind, as a card holds it. */
export const TITLE_MAX = 96;

const NO_TITLE: TitleRule = { need: "absent", min: 0, max: TITLE_MAX, forbidden: "" };
const ANY_TITLE: TitleRule = { need: "offered", min: 1, max: TITLE_MAX, forbidden: "" };
const A_TITLE: TitleRule = { ...ANY_TITLE, need: "required" };

/** What an asset of any kind is asked for. */
const ANY_KIND: KindRules = {
  title: ANY_TITLE,
  tasks: "absent",
  dataTypes: "absent",
  licence: "offered",
  environment: "absent",
  paper: "absent",
  codeOpenness: "absent",
  image: "absent",
  source: "absent",
  package: "absent",
  demo: "absent",
  sampleOutput: "absent",
  publishers: "anyone",
  checksAttachments: false,
  hasUsability: false,
  hasVersions: true,
  limit: "duration",
  neededFile: null,
  failsOnFindings: false,
  needsOnboarding: false,
};

/** PUB-11; workflows are listed like algorithms (PUB-19). */
const CODE: KindRules = {
  ...ANY_KIND,
  tasks: "offered",
  licence: "when-open",
  paper: "offered",
  codeOpenness: "required",
};

/** What is read: it has neither versions nor subscribers. */
const TEXT: KindRules = { ...ANY_KIND, hasVersions: false, limit: "none" };

export const KIND_RULES: Record<AssetKind, KindRules> = {
  model: {
    ...ANY_KIND,
    title: NO_TITLE,
    tasks: "required",
    licence: "required",
    hasUsability: true,
  },
  dataset: { ...ANY_KIND, tasks: "offered", dataTypes: "required", licence: "required" },
  algorithm: CODE,
  workflow: CODE,
  notebook: {
    ...ANY_KIND,
    title: { need: "required", min: 3, max: 64, forbidden: `\\/:*?"<>|'&` },
    environment: "required",
    neededFile: ".ipynb",
  },
  image: { ...ANY_KIND, image: "required", failsOnFindings: true },
  skill: {
    ...ANY_KIND,
    title: A_TITLE,
    source: "required",
    package: "required",
    limit: "channels",
    needsOnboarding: true,
  },
  app: { ...ANY_KIND, hasVersions: false },
  article: { ...TEXT, title: A_TITLE, needsOnboarding: true, checksAttachments: true },
  case: {
    ...TEXT,
    title: A_TITLE,
    demo: "offered",
    sampleOutput: "offered",
    publishers: "operators",
    limit: "duration",
  },
  solution: TEXT,
};

/** Where a notebook runs. */
export const ENVIRONMENTS = ["cpu", "gpu", "ascend"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const DESCRIPTION_MAX = 90;
export const PAPER_TITLE_MAX = 300;
export const LINK_MAX = 2000;
export const IMAGE_URL_MAX = 512;
export const IMAGE_TEXT_MAX = 100;
export const IMAGE_DEPENDENCIES_MAX = 2000;
export const SOURCE_MAX = 200;
export const PACKAGE_PATH_MAX = 1000;
/** COM-4: Markdown. */
export const SAMPLE_OUTPUT_MAX = 10_000;

/**
 * PUB-1: the tags that mark a model as made by automatic training. The gallery's own automatic
 * training writes the first; the second is written by Hugging Face AutoTrain.
 */
export const AUTOMATIC_TRAINING_TAGS: readonly string[] = ["automatic-training", "autotrain"];

/** PUB-11: endings of the files of open code that are shown on the page. */
export const PREVIEWABLE_SUFFIXES = [
  "txt",
  "py",
  "h",
  "xml",
  "html",
  "c",
  "properties",
  "yml",
  "cmake",
  "sh",
  "css",
  "js",
  "cpp",
  "json",
  "md",
  "sql",
  "bat",
  "conf",
] as const;
