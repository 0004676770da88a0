import type { ProblemCode } from "#contract/problems.ts";

/**
 * Members of a problem that the words for this occurrence need, by code. Where one of them is absent
 * the server's own words are shown, in English.
 */
export const DETAIL_MEMBERS = {
  "access-request-changed": [],
  "agreement-in-force": [],
  "agreement-outdated": [],
  "agreement-version-stale": ["newest"],
  "already-reported": [],
  "notices-off": [],
  "report-closed": [],
  "asset-subscribed": [],
  "content-purged": ["path"],
  "content-unknown": ["path"],
  "contribution-too-large": ["limitBytes", "broughtBytes"],
  "external-sign-in-failed": [],
  "file-closed": ["path"],
  "file-too-large": ["path", "limitBytes"],
  "hash-mismatch": ["expected", "actual"],
  "history-too-long": ["limit"],
  "last-version": [],
  "merge-conflict": ["conflictCount"],
  "not-onboarded": [],
  "parent-stale": [],
  "organisations-owned": [],
  "path-conflict": ["path"],
  "provider-unavailable": [],
  "quota-exceeded": ["owner", "quotaBytes", "usedBytes", "neededBytes"],
  "rate-limited": ["retryAfterSeconds"],
  "sign-in-again": [],
  "relation-limit": ["limit"],
  "relation-refused": [],
  "relation-unfit": [],
  "repository-full": ["limitBytes"],
  "review-changed": ["commit"],
  "review-closed": [],
  "bucket-encrypted": [],
  "bucket-unreachable": [],
  "connections-full": ["limit"],
  "endpoint-refused": [],
  "source-changed": ["beforeFiles", "beforeBytes", "afterFiles", "afterBytes"],
  "source-not-expected": ["name", "beforeFiles", "beforeBytes", "afterFiles", "afterBytes"],
  "source-names-invalid": ["nameCount"],
  "source-too-large": ["importFiles", "importBytes"],
  "storage-full": [],
  "too-many-files": ["limit"],
  "transfers-full": ["limit"],
  "version-exists": ["number"],
  "word-list-full": ["limit"],
  "version-state-wrong": [],
  unavailable: ["retryAfterSeconds"],
} as const satisfies Partial<Record<ProblemCode, readonly string[]>>;

/** Codes whose hint is always the same. */
export const HINT_CODES = [
  "access-rejected",
  "account-suspended",
  "agreement-version-stale",
  "asset-subscribed",
  "connection-in-use",
  "contribution-too-large",
  "discussion-full",
  "email-code-wrong",
  "history-too-long",
  "last-administrator",
  "last-owner",
  "last-version",
  "merge-conflict",
  "purge-blocked",
  "purge-plan-stale",
  "quota-exceeded",
  "review-changed",
  "review-required",
  "setup-code-required",
  "sign-up-closed",
  "storage-full",
  "transfers-full",
  "visibility-cannot-narrow",
] as const satisfies readonly ProblemCode[];

type DetailCode = keyof typeof DETAIL_MEMBERS;
type HintCode = (typeof HINT_CODES)[number];

export function hasDetail(code: ProblemCode): code is DetailCode {
  return code in DETAIL_MEMBERS;
}

export function hasHint(code: ProblemCode): code is HintCode {
  return HINT_CODES.some((known) => known === code);
}
