import type { z } from "zod";
import { problem } from "#contract/problems.ts";

/**
 * Validates a body, or a part of one that `prefix` names; the first thing that is wrong becomes the
 * message a client shows.
 */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  prefix = "",
): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join(".") || "body";
  throw problem("validation-failed", {
    detail: `${prefix}${place}: ${issue?.message ?? "is not valid"}`,
  });
}
