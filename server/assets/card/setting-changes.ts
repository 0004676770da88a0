import { isDeepStrictEqual } from "node:util";

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
import { normaliseEntry, writtenEntries } from "./read-settings.ts";

/** Keys of the front matter with their new values; undefined removes the key. */
export type KeyChanges = Map<string, Json | undefined>;

/** What has to change in the front matter so that it states the wanted settings. */
export function settingChanges(
  card: { metadata: Metadata; settings: CardSettings },
  kind: AssetKind,
  wanted: Partial<CardSettings>,
): KeyChanges {
  const changes: KeyChanges = new Map();
  const isChanged = (setting: keyof CardSettings) =>
    wanted[setting] !== undefined && !isDeepStrictEqual(wanted[setting], card.settings[setting]);

  for (const { setting, key } of TEXT_FIELDS) {
    if (isChanged(setting)) changes.set(key, wanted[setting] || undefined);
  }
  for (const field of listFields(kind)) {
    if (!isChanged(field.setting)) continue;
    const entries = keepSpelling(wanted[field.setting] ?? [], field, card.metadata);
    for (const [key, value] of listKeys(field, entries)) changes.set(key, value);
  }
  for (const { setting, key } of FLAG_FIELDS) {
    if (isChanged(setting)) changes.set(key, wanted[setting] || undefined);
  }
  if (isChanged("minimumSpecification")) {
    changes.set(MINIMUM_SPECIFICATION_KEY, specificationMap(wanted.minimumSpecification));
  }
  return changes;
}

/** Entries that were there already keep how they were written: `zh-CN` does not become `zh`. */
function keepSpelling(entries: string[], field: ListField, metadata: Metadata): string[] {
  const spellings = new Map<string, string>();
  for (const key of keysOf(field)) {
    for (const written of writtenEntries(metadata[key])) {
      const entry = normaliseEntry(field, written);
      if (!spellings.has(entry)) spellings.set(entry, written);
    }
  }
  return entries.map((entry) => spellings.get(entry) ?? entry);
}

function listKeys(field: ListField, entries: string[]): KeyChanges {
  const keys: KeyChanges = new Map(keysOf(field).map((key) => [key, undefined]));
  const [first, ...rest] = entries;
  if (first === undefined) return keys;
  if (field.shape === "head-and-rest") {
    keys.set(field.key, first);
    if (rest.length > 0) keys.set(field.restKey, rest);
  } else {
    keys.set(field.key, field.shape === "one-or-list" && rest.length === 0 ? first : entries);
  }
  return keys;
}

function specificationMap(
  specification: CardSettings["minimumSpecification"] | undefined,
): Json | undefined {
  const members = MINIMUM_SPECIFICATION_FIELDS.flatMap(({ member, key }) => {
    const value = specification?.[member];
    return value === undefined ? [] : [[key, value] as const];
  });
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}
