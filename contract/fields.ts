import { z } from "zod";
import { ASSET_KINDS, KIND_PLURALS } from "./kinds.ts";
import { asIssue } from "./issues.ts";
import { codePoints, NAME_PATTERN, NAMESPACE_PATTERN, RESERVED_NAME_ENDING } from "./names.ts";

/** Text with a length in code points, trimmed. */
export function text(label: string, { min = 0, max }: { min?: number; max: number }) {
  return z
    .string()
    .trim()
    .refine((value) => codePoints(value) >= min, atLeast(label, min))
    .refine((value) => codePoints(value) <= max, atMost(label, max))
    .refine(
      (value) => value.isWellFormed(),
      asIssue("not-unicode", `${label} is not valid Unicode`),
    )
    .refine(
      (value) => !value.includes("\0"),
      asIssue("not-unicode", `${label} must not contain NUL`),
    );
}

export function atLeast(label: string, limit: number) {
  const message = `${label} must have at least ${limit} characters`;
  return limit === 1 ? asIssue("required", message) : asIssue("too-short", message, { limit });
}

export function atMost(label: string, limit: number) {
  return asIssue("too-long", `${label} must have at most ${limit} characters`, { limit });
}

export { ASSET_KINDS, codePoints, KIND_PLURALS };
export const AssetKind = z.enum(ASSET_KINDS);
export type AssetKind = z.infer<typeof AssetKind>;

const NAME_RULE =
  "must be 1–96 letters, digits, '-', '_' or '.', start and end with a letter or digit, " +
  "and hold no '..' or '--'";

export const AssetName = z
  .string()
  .regex(NAME_PATTERN, `name ${NAME_RULE}`)
  .refine(
    (name) => !RESERVED_NAME_ENDING.test(name),
    asIssue("asset-name-ending", "name must not end in .git or .ipynb"),
  );

/** 2–42 characters: an account or organisation name. */
export const NamespaceName = z
  .string()
  .regex(
    NAMESPACE_PATTERN,
    "name must be 2–42 letters, digits, '-' or '_', start and end with a letter or digit, " +
      "and hold no '--' or '__'",
  );

/** A namespace as it stands in a path: anything, so that a miss is a 404 and no 400. */
const AddressSegment = z.string().min(1).max(200);

/** The address of a repository or asset in a path. */
export const Address = z.object({
  kind: AssetKind,
  owner: AddressSegment,
  name: AddressSegment,
});
export type Address = z.infer<typeof Address>;

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits");
export const CommitId = z.string().regex(/^[0-9a-f]{40}$/, "must be 40 lower-case hex digits");

/** A time as ISO 8601 in UTC with milliseconds: `2026-11-20T04:33:18.000Z`. */
export const Timestamp = z.iso.datetime();

export const NamespaceKind = z.enum(["user", "organisation"]);

/** A person or organisation as shown beside what they own. */
export const NamespaceSummary = z.object({
  name: z.string(),
  kind: NamespaceKind,
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
});
export type NamespaceSummary = z.infer<typeof NamespaceSummary>;
