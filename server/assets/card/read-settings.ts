import type { CardSettings } from "#contract/assets/asset.ts";
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
export type SettingWarning = { key: string; message: string };

const MAX_ENTRIES = 100;
const MAX_ENTRY_LENGTH = 100;

/** Settings of a card that says nothing. */
export function emptySettings(): CardSettings {
  return {
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
      warnings.push({ key, message: `${key} must be true or false` });
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
        warnings.push({ key, message: `${key}: an entry has at most ${MAX_ENTRY_LENGTH} letters` });
      } else if (entries.size === MAX_ENTRIES && !entries.has(entry)) {
        warnings.push({ key, message: `${key}: only the first ${MAX_ENTRIES} entries count` });
        return [...entries];
      } else {
        if (field.find && !field.find(written)) {
          warnings.push({ key, message: `${key}: ${entry} is not in the list of known values` });
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
    warnings.push({ key, message: `${key} must be text` });
    return "";
  }
  const letters = [...value.trim()];
  if (letters.length <= maxLength) return letters.join("");
  warnings.push({ key, message: `${key} has at most ${maxLength} characters; the rest is cut` });
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
    warnings.push({ key, message: `${key} must be a mapping` });
    return null;
  }
  const specification: NonNullable<CardSettings["minimumSpecification"]> = {};
  for (const { member, key: memberKey, max } of MINIMUM_SPECIFICATION_FIELDS) {
    const number = value[memberKey];
    if (number === undefined || number === null) continue;
    const isCount = member === "acceleratorCount";
    if (typeof number !== "number" || number < 0 || number > max) {
      warnings.push({ key, message: `${key}: ${memberKey} must be a number from 0 to ${max}` });
    } else if (isCount && !Number.isInteger(number)) {
      warnings.push({ key, message: `${key}: ${memberKey} must be a whole number` });
    } else {
      specification[member] = number;
    }
  }
  return Object.keys(specification).length > 0 ? specification : null;
}
