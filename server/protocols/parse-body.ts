import type { z } from "zod";
import { problem } from "#contract/problems.ts";

/** Validates a body; the first thing that is wrong becomes the message a client shows. */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw problem("validation-failed", {
    detail: `${issue?.path.join(".") || "body"}: ${issue?.message ?? "is not valid"}`,
  });
}
