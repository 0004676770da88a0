import type { IssueCode } from "#contract/issues.ts";
import { type Issue, problem } from "#contract/problems.ts";
import type { Database } from "../database/index.ts";
import { openWordSearch } from "./find-sensitive-words.ts";

/** Enough to mend a text, too few to read the list. */
const NAMED = 3;

/**
 * ACC-7: refuses texts with words of the operator's list, naming every field that holds any, and the
 * first of them.
 * @param fields texts by the path of their field in the input: `nickname`, `settings/description`.
 * @throws {Problem} `sensitive-words` with one issue for each field.
 */
export async function refuseSensitiveWords(
  ctx: { db: Database },
  fields: Record<string, string | readonly string[] | null | undefined>,
): Promise<void> {
  const given = Object.entries(fields).flatMap(([field, value]) => {
    const texts = [value ?? []].flat().filter((text) => text !== "");
    return texts.length === 0 ? [] : [{ field, texts }];
  });
  if (given.length === 0) return;
  const search = await openWordSearch(ctx);
  const issues = given.flatMap(({ field, texts }) => {
    const found = search(texts, NAMED);
    return found.length === 0 ? [] : [toIssue(field, found)];
  });
  if (issues.length === 0) return;
  throw problem("sensitive-words", {
    detail: issues.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`).join("; "),
    issues,
  });
}

function toIssue(field: string, found: readonly string[]): Issue {
  const words = found.join(", ");
  return {
    pointer: `/${field}`,
    message: `holds words that are not allowed here: ${words}`,
    code: "sensitive-words" satisfies IssueCode,
    params: { words },
  };
}
