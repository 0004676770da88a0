import type { PublicationField } from "#contract/publishing/publication-fields.ts";

/** What a publication writes into the card, and is changed there; the rest is the listing's own. */
export const OF_CARD: ReadonlySet<PublicationField> = new Set([
  "title",
  "description",
  "tasks",
  "dataTypes",
  "licence",
]);
