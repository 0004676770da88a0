/**
 * What is commonly wrong with one field of an input: stable, the key of its translation, its numbers
 * and names in the issue's `params`. Anything else is told by the issue's English message alone.
 */
export const ISSUE_CODES = [
  "required",
  "too-short",
  "too-long",
  "too-few",
  "too-many",
  "too-small",
  "too-large",
  "not-unicode",
  "asset-name",
  "asset-name-ending",
  "namespace-name",
  "email",
  "time-zone",
  "account-unknown",
  "repository-unknown",
  "right-missing",
  "repositories-needed",
  "sensitive-words",
  "word-without-letters",
  "agreement-outdated",
  "time-past",
  "time-before-version",
  "title-characters",
  "web-link",
  "image-reference",
  "storage-endpoint",
  "storage-host",
  "storage-region",
  "bucket-name",
  "bucket-path",
  "visible-ascii",
  "ascii",
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

export type IssueParams = Record<string, string | number>;

/** Options of a schema's own rule, so that its issue has a code: `.refine(check, asIssue(…))`. */
export function asIssue(code: IssueCode, message: string, params: IssueParams = {}) {
  return { message, params: { code, ...params } };
}

export function isIssueCode(code: unknown): code is IssueCode {
  return ISSUE_CODES.some((known) => known === code);
}
