export { cardTags } from "./card-tags.ts";
export { newCard } from "./new-card.ts";
export { parseCard, type ParsedCard } from "./parse-card.ts";
export { plainText } from "./plain-text.ts";
export type { Json, Metadata } from "./read-metadata.ts";
export { emptySettings } from "./read-settings.ts";
export { type SettingsEdit, withoutUndefined } from "./settings-edit.ts";
export { type CardCheck, validateCard } from "./validate-card.ts";
export { type CardChanges, writeCard } from "./write-card.ts";
