import type { z } from "zod";
import { type IssueCode, type IssueParams, isIssueCode } from "#contract/issues.ts";
import { NAME_PATTERN, NAMESPACE_PATTERN } from "#contract/names.ts";

type Coded = { code: string; params?: IssueParams };

/** Patterns that have words of their own. */
const PATTERNS: Record<string, IssueCode> = {
  [String(NAME_PATTERN)]: "asset-name",
  [String(NAMESPACE_PATTERN)]: "namespace-name",
};

/** A code that the page has words for; the validator's own code for everything else. */
export function codeOf(issue: z.core.$ZodIssue): Coded {
  switch (issue.code) {
    case "custom":
      return ofRule(issue.params) ?? { code: issue.code };
    case "invalid_type":
      // The validator keeps inputs out of its issues: only its words tell that there was none.
      return { code: issue.message.endsWith("received undefined") ? "required" : issue.code };
    case "invalid_format":
      if (issue.format === "email") return { code: "email" };
      return { code: PATTERNS[issue.pattern ?? ""] ?? issue.code };
    case "too_small":
      return ofBound(issue.origin, { limit: issue.minimum, isLow: true });
    case "too_big":
      return ofBound(issue.origin, { limit: issue.maximum, isLow: false });
    case "invalid_element":
    case "invalid_key":
    case "invalid_union":
    case "invalid_value":
    case "not_multiple_of":
    case "unrecognized_keys":
      return { code: issue.code };
  }
}

/** What `asIssue` gave a rule of the contract. */
function ofRule(params: Record<string, unknown> = {}): Coded | undefined {
  const { code, ...others } = params;
  if (!isIssueCode(code)) return undefined;
  return Object.keys(others).length === 0 ? { code } : { code, params: others as IssueParams };
}

type Bound = { limit: number | bigint; isLow: boolean };

function ofBound(origin: string, { limit, isLow }: Bound): Coded {
  const params = { limit: Number(limit) };
  if (origin === "string") {
    if (isLow && params.limit === 1) return { code: "required" };
    return { code: isLow ? "too-short" : "too-long", params };
  }
  if (origin === "array" || origin === "set")
    return { code: isLow ? "too-few" : "too-many", params };
  return { code: isLow ? "too-small" : "too-large", params };
}
