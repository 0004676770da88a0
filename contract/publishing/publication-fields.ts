import type { IssueCode, IssueParams } from "../issues.ts";
import type { AssetKind } from "../kinds.ts";
import { codePoints } from "../names.ts";
import {
  DESCRIPTION_MAX,
  IMAGE_DEPENDENCIES_MAX,
  IMAGE_TEXT_MAX,
  IMAGE_URL_MAX,
  KIND_RULES,
  LINK_MAX,
  type Need,
  PACKAGE_PATH_MAX,
  PAPER_TITLE_MAX,
  SAMPLE_OUTPUT_MAX,
  SOURCE_MAX,
  type TitleRule,
} from "./kind-rules.ts";
import { isImageReference, isWebLink } from "./references.ts";

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
  demoLink?: string | undefined;
  sampleOutput?: string | undefined;
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
    ...has(rules.demo, "demoLink"),
    ...has(rules.sampleOutput, "sampleOutput"),
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
  const needs: Partial<Record<PublicationField, Need>> = {
    title: rules.title.need,
    description: "required",
    tasks: rules.tasks,
    dataTypes: rules.dataTypes,
    environment: rules.environment,
    imageUrl: rules.image,
    source: rules.source,
    packagePath: rules.package,
    demoLink: rules.demo,
    sampleOutput: rules.sampleOutput,
    isCodeOpen: rules.codeOpenness,
    licence: rules.licence === "when-open" ? needOf(draft.isCodeOpen === true) : rules.licence,
    paperTitle: needOf(isFilled(draft.paperLink)),
  };
  return needs[field] === "required";
}

function needOf(isNeeded: boolean): Need {
  return isNeeded ? "required" : "offered";
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
  demoLink: LINK_MAX,
  sampleOutput: SAMPLE_OUTPUT_MAX,
};

function judgeValue(kind: AssetKind, field: PublicationField, value: Value): Judgement {
  if (typeof value !== "string") return undefined;
  if (field === "title") return judgeTitle(KIND_RULES[kind].title, value);
  const max = LENGTHS[field];
  if (max !== undefined && codePoints(value) > max) return tooLong(field, max);
  if ((field === "paperLink" || field === "demoLink") && !isWebLink(value)) {
    return { code: "web-link", message: `${field} must be an http or https address`, params: {} };
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
