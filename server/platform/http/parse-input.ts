import type { z } from "zod";
import { isStream, type Endpoint } from "#contract/endpoint.ts";
import { type Issue, problem } from "#contract/problems.ts";
import { codeOf } from "./issue-code.ts";

type RawInput = { params: unknown; query: unknown; body: unknown };

/** Validates all parts of a request and reports every issue at once, as JSON pointers. */
export function parseInput(endpoint: Endpoint, raw: RawInput): RawInput {
  const issues: Issue[] = [];
  const parse = (schema: z.ZodType | undefined, value: unknown, root: string): unknown => {
    if (schema === undefined) return undefined;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    issues.push(...result.error.issues.map((issue) => toIssue(issue, root)));
    return undefined;
  };
  const params = parse(endpoint.params, withPath(raw.params), "/params");
  const query = parse(endpoint.query, raw.query, "/query");
  const body = isStream(endpoint.body) ? raw.body : parse(endpoint.body, raw.body, "");
  if (issues.length > 0) {
    const [first] = issues;
    throw problem("validation-failed", {
      detail: `${first?.pointer.slice(1) || "body"}: ${first?.message}`,
      issues,
    });
  }
  return { params, query, body };
}

/** Fastify calls the wildcard `*`; the contract calls it `path`. */
function withPath(params: unknown): unknown {
  if (typeof params !== "object" || params === null || !("*" in params)) return params;
  const { "*": path, ...rest } = params;
  return { ...rest, path };
}

function toIssue(issue: z.core.$ZodIssue, root: string): Issue {
  const steps = issue.path.map((step) => String(step).replaceAll("~", "~0").replaceAll("/", "~1"));
  const pointer = [root, ...steps].join("/") || "/";
  return { pointer, message: issue.message, ...codeOf(issue) };
}
