/**
 * What may be wrong with the front matter of a card: stable, the key of its translation, its numbers
 * and names in the issue's `params`. Those that begin with `yaml` come from the parser, and `yaml` alone stands
 * for everything that has no words of its own.
 */
export const CARD_ISSUE_CODES = [
  "never-closed",
  "no-metadata",
  "too-long",
  "too-deep",
  "expands",
  "no-mapping",
  "key-twice",
  "alias-unknown",
  "tag-forbidden",
  "not-boolean",
  "not-text",
  "not-mapping",
  "not-in-range",
  "not-whole",
  "text-too-long",
  "entry-too-long",
  "entry-unknown",
  "too-many-entries",
  "yaml-indent",
  "yaml-tab",
  "yaml-missing",
  "yaml-key",
  "yaml-colon",
  "yaml-unexpected",
  "yaml-documents",
  "yaml",
] as const;
export type CardIssueCode = (typeof CARD_ISSUE_CODES)[number];

export type CardIssueParams = Record<string, string | number>;
