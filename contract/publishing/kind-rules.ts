import type { IssueCode, IssueParams } from "../issues.ts";
import type { AssetKind } from "../kinds.ts";
import { codePoints } from "../names.ts";

/**
 * All kinds live one listing life; here is what they differ by, as plain data: the checks of the
 * server and the form of the page derive from it.
 */
export type Need = "required" | "offered" | "absent";

type TitleRule = {
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

/** What is read rather than run: it has neither versions nor subscribers. */
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
    title: { ...ANY_TITLE, need: "required" },
    source: "required",
    package: "required",
    limit: "channels",
    needsOnboarding: true,
  },
  app: { ...ANY_KIND, hasVersions: false },
  article: TEXT,
  case: TEXT,
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

/** What the owner says when publishing; what a kind has no field for is left out. */
export type PublicationDraft = {
  title?: string | undefined;
  description?: string | undefined;
  tasks?: readonly string[] | undefined;
  dataTypes?: readonly string[] | undefined;
  licence?: string | null | undefined;
  environment?: string | undefined;
  paperTitle?: string | undefined;
  paperLink?: string | undefined;
  isCodeOpen?: boolean | undefined;
  imageUrl?: string | undefined;
  imageEngine?: string | undefined;
  imageChip?: string | undefined;
  imageDependencies?: string | undefined;
  source?: string | undefined;
  packagePath?: string | undefined;
};

export type PublicationField = keyof PublicationDraft;
export type FieldFault = {
  field: PublicationField;
  code: IssueCode;
  /** In English. */
  message: string;
  params: IssueParams;
};

/** The fields that a kind has, in the order in which they are asked for. */
export function fieldsOf(kind: AssetKind): readonly PublicationField[] {
  const rules = KIND_RULES[kind];
  const has = (need: Need, ...fields: PublicationField[]) => (need === "absent" ? [] : fields);
  return [
    ...has(rules.title.need, "title"),
    "description",
    ...has(rules.tasks, "tasks"),
    ...has(rules.dataTypes, "dataTypes"),
    ...has(rules.environment, "environment"),
    ...has(rules.image, "imageUrl", "imageEngine", "imageChip", "imageDependencies"),
    ...has(rules.source, "source"),
    ...has(rules.package, "packagePath"),
    ...has(rules.codeOpenness, "isCodeOpen"),
    "licence",
    ...has(rules.paper, "paperTitle", "paperLink"),
  ];
}

/** Whether a field must be filled in, given what the others say. */
export function isRequired(
  kind: AssetKind,
  field: PublicationField,
  draft: PublicationDraft,
): boolean {
  const rules = KIND_RULES[kind];
  switch (field) {
    case "description":
      return true;
    case "title":
      return rules.title.need === "required";
    case "licence":
      return rules.licence === "when-open"
        ? draft.isCodeOpen === true
        : rules.licence === "required";
    case "isCodeOpen":
      return rules.codeOpenness === "required";
    case "imageUrl":
      return rules.image === "required";
    case "packagePath":
      return rules.package === "required";
    case "paperTitle":
      return isFilled(draft.paperLink);
    case "tasks":
    case "dataTypes":
    case "environment":
    case "source":
      return rules[field] === "required";
    default:
      return false;
  }
}

/** Whether a field says something here: of closed code the licence does not. */
export function isAsked(
  kind: AssetKind,
  field: PublicationField,
  draft: PublicationDraft,
): boolean {
  if (!fieldsOf(kind).includes(field)) return false;
  const isOfOpenCode = field === "licence" && KIND_RULES[kind].licence === "when-open";
  return !isOfOpenCode || draft.isCodeOpen === true;
}

/** What is wrong with a publication of this kind, one fault for each field. */
export function findFieldFaults(kind: AssetKind, draft: PublicationDraft): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const field of fieldsOf(kind)) {
    if (!isAsked(kind, field, draft)) continue;
    const value = draft[field];
    const fault = isFilled(value)
      ? judgeValue(kind, field, value)
      : isRequired(kind, field, draft)
        ? { code: "required" as const, message: `${field} is required`, params: {} }
        : undefined;
    if (fault !== undefined) faults.push({ field, ...fault });
  }
  return faults;
}

type Value = NonNullable<PublicationDraft[PublicationField]>;
type Judgement = Omit<FieldFault, "field"> | undefined;

function isFilled(value: Value | null | undefined): value is Value {
  if (value === undefined || value === null) return false;
  return typeof value === "boolean" || value.length > 0;
}

const LENGTHS: Partial<Record<PublicationField, number>> = {
  description: DESCRIPTION_MAX,
  paperTitle: PAPER_TITLE_MAX,
  paperLink: LINK_MAX,
  imageUrl: IMAGE_URL_MAX,
  imageEngine: IMAGE_TEXT_MAX,
  imageChip: IMAGE_TEXT_MAX,
  imageDependencies: IMAGE_DEPENDENCIES_MAX,
  source: SOURCE_MAX,
  packagePath: PACKAGE_PATH_MAX,
};

function judgeValue(kind: AssetKind, field: PublicationField, value: Value): Judgement {
  if (typeof value !== "string") return undefined;
  if (field === "title") return judgeTitle(KIND_RULES[kind].title, value);
  const max = LENGTHS[field];
  if (max !== undefined && codePoints(value) > max) return tooLong(field, max);
  if (field === "paperLink" && !isWebLink(value)) {
    return { code: "web-link", message: "paperLink must be an http or https address", params: {} };
  }
  if (field === "imageUrl" && !isImageReference(value)) {
    const message = "imageUrl must name an image: registry.example/group/name:tag";
    return { code: "image-reference", message, params: {} };
  }
  return undefined;
}

function judgeTitle({ min, max, forbidden }: TitleRule, title: string): Judgement {
  const length = codePoints(title);
  if (length > max) return tooLong("title", max);
  if (length < min) {
    const message = `title must have at least ${min} characters`;
    return { code: "too-short", message, params: { limit: min } };
  }
  if (![...title].some((character) => forbidden.includes(character))) return undefined;
  const characters = [...forbidden].join(" ");
  const message = `title must not contain ${characters}`;
  return { code: "title-characters", message, params: { characters } };
}

function tooLong(field: PublicationField, limit: number): Judgement {
  const message = `${field} must have at most ${limit} characters`;
  return { code: "too-long", message, params: { limit } };
}

/** An address that a page may link to: http or https, with a host and without a password. */
export function isWebLink(text: string): boolean {
  if (/\s/u.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isWeb = protocol === "http:" || protocol === "https:";
  return isWeb && hostname !== "" && username === "" && password === "";
}

const HOST = String.raw`(?:[a-z\d](?:[a-z\d-]*[a-z\d])?)(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*(?::\d{1,5})?`;
const PART = String.raw`[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*`;
const TAG = String.raw`\w[\w.-]{0,127}`;
const DIGEST = String.raw`[a-z][a-z\d]*(?:[+._-][a-z][a-z\d]*)*:[\da-f]{32,}`;
const IMAGE_REFERENCE = new RegExp(
  `^(?:${HOST}/)?${PART}(?:/${PART})*(?::${TAG})?(?:@${DIGEST})?$`,
);
const IMAGE_HOST = /^[^/]+(?=\/)/;
const IMAGE_NAME_MAX = 255;

/**
 * A container image as clients pull it: `[host[:port]/]path[:tag][@digest]`; of a host case does not
 * matter. Source: the grammar of https://pkg.go.dev/github.com/distribution/reference.
 */
export function isImageReference(text: string): boolean {
  if (text.length > IMAGE_URL_MAX) return false;
  const reference = text.replace(IMAGE_HOST, (host) => host.toLowerCase());
  const [name = ""] = reference.split("@");
  return name.length <= IMAGE_NAME_MAX + 129 && IMAGE_REFERENCE.test(reference);
}
