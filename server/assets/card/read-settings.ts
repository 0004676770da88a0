import type { CardIssue, CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import {
  FLAG_FIELDS,
  keysOf,
  type ListField,
  listFields,
  MINIMUM_SPECIFICATION_FIELDS,
  MINIMUM_SPECIFICATION_KEY,
  TEXT_FIELDS,
} from "./card-fields.ts";
import type { Json, Metadata } from "./read-metadata.ts";

/** Something the author may want to know; `key` is the key of the front matter it is about. */
export type SettingWarning = Omit<CardIssue, "line"> & { key: string };

const MAX_ENTRIES = 100;
const MAX_ENTRY_LENGTH = 100;

/** Settings of a card that says nothing. */
export function emptySettings(): CardSettings {
  return {
    title: "",
    titleZh: "",
    description: "",
    licences: [],
    tasks: [],
    languages: [],
    frameworks: [],
    hardware: [],
    dataTypes: [],
    tags: [],
    baseModels: [],
    datasets: [],
    minimumSpecification: null,
    supportsDistributedTraining: false,
    supportsDistributedInference: false,
  };
}

/**
 * The settings that the metadata of a card states. What the settings cannot hold is left out with a
 * warning; it never makes the card invalid.
 */
export function readSettings(
  metadata: Metadata,
  kind: AssetKind,
): { settings: CardSettings; warnings: SettingWarning[] } {
  const settings = emptySettings();
  const warnings: SettingWarning[] = [];
  for (const { setting, key, maxLength } of TEXT_FIELDS) {
    settings[setting] = readText(metadata[key], { key, maxLength, warnings });
  }
  for (const field of listFields(kind)) {
    settings[field.setting] = readList(metadata, field, warnings);
  }
  for (const { setting, key } of FLAG_FIELDS) {
    const value = metadata[key];
    settings[setting] = value === true;
    if (value !== undefined && value !== null && typeof value !== "boolean") {
      warnings.push({
        key,
        code: "not-boolean",
        message: `${key} must be true or false`,
        params: { key },
      });
    }
  }
  settings.minimumSpecification = readMinimumSpecification(metadata, warnings);
  return { settings, warnings };
}

/** An entry of a list field as the settings name it: its taxonomy's id, or itself. */
export function normaliseEntry(field: ListField, written: string): string {
  return field.find?.(written)?.id ?? written.trim();
}

/** The entries under one key as they are written. */
export function writtenEntries(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => writtenScalar(item) ?? []);
  return writtenScalar(value) ?? [];
}

function writtenScalar(value: Json | undefined): [string] | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : [value];
  return typeof value === "number" || typeof value === "boolean" ? [String(value)] : undefined;
}

function readList(metadata: Metadata, field: ListField, warnings: SettingWarning[]): string[] {
  const entries = new Set<string>();
  for (const key of keysOf(field)) {
    for (const written of writtenEntries(metadata[key])) {
      const entry = normaliseEntry(field, written);
      if ([...entry].length > MAX_ENTRY_LENGTH) {
        const message = `${key}: an entry has at most ${MAX_ENTRY_LENGTH} letters`;
        const params = { key, limit: MAX_ENTRY_LENGTH };
        warnings.push({ key, code: "entry-too-long", message, params });
      } else if (entries.size === MAX_ENTRIES && !entries.has(entry)) {
        const message = `${key}: only the first ${MAX_ENTRIES} entries count`;
        const params = { key, limit: MAX_ENTRIES };
        warnings.push({ key, code: "too-many-entries", message, params });
        return [...entries];
      } else {
        if (field.find && !field.find(written)) {
          const message = `${key}: ${entry} is not in the list of known values`;
          warnings.push({ key, code: "entry-unknown", message, params: { key, entry } });
        }
        entries.add(entry);
      }
    }
  }
  return [...entries];
}

function readText(
  value: Json | undefined,
  options: { key: string; maxLength: number; warnings: SettingWarning[] },
): string {
  const { key, maxLength, warnings } = options;
  if (typeof value !== "string") {
    if (value === undefined || value === null) return "";
    warnings.push({ key, code: "not-text", message: `${key} must be text`, params: { key } });
    return "";
  }
  const letters = [...value.trim()];
  if (letters.length <= maxLength) return letters.join("");
  const message = `${key} has at most ${maxLength} characters; the rest is cut`;
  warnings.push({ key, code: "text-too-long", message, params: { key, limit: maxLength } });
  return letters.slice(0, maxLength).join("").trim();
}

function readMinimumSpecification(
  metadata: Metadata,
  warnings: SettingWarning[],
): CardSettings["minimumSpecification"] {
  const key = MINIMUM_SPECIFICATION_KEY;
  const value = metadata[key];
  if (value === undefined || value === null) return null;
  if (typeof value !== "object" || Array.isArray(value)) {
    warnings.push({
      key,
      code: "not-mapping",
      message: `${key} must be a mapping`,
      params: { key },
    });
    return null;
  }
  const specification: NonNullable<CardSettings["minimumSpecification"]> = {};
  for (const { member, key: memberKey, max } of MINIMUM_SPECIFICATION_FIELDS) {
    const number = value[memberKey];
    if (number === undefined || number === null) continue;
    const isCount = member === "acceleratorCount";
    if (typeof number !== "number" || number < 0 || number > max) {
      const message = `${key}: ${memberKey} must be a number from 0 to ${max}`;
      const params = { key, member: memberKey, limit: max };
      warnings.push({ key, code: "not-in-range", message, params });
    } else if (isCount && !Number.isInteger(number)) {
      const message = `${key}: ${memberKey} must be a whole number`;
      warnings.push({ key, code: "not-whole", message, params: { key, member: memberKey } });
    } else {
      specification[member] = number;
    }
  }
  return Object.keys(specification).length > 0 ? specification : null;
}
