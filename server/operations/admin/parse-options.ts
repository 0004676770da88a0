import type { z } from "zod";
import { problem } from "#contract/problems.ts";

/** Checks what the command line gave. @throws {Problem} `validation-failed`, naming each field. */
export function parseOptions<Schema extends z.ZodType>(
  schema: Schema,
  options: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({
    pointer: `/${path.join("/")}`,
    message,
  }));
  const detail = issues.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`).join("; ");
  throw problem("validation-failed", { detail, issues });
}
