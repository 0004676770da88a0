import type { IssueCode } from "#contract/issues.ts";
import { problem } from "#contract/problems.ts";
import { findAccountsByName } from "../accounts/index.ts";
import type { Database } from "../platform/database/index.ts";

/** The accounts that names stand for. Names nobody has are refused, all of them at once. */
export async function findAudience(db: Database, names: readonly string[]): Promise<number[]> {
  if (names.length === 0) return [];
  const accounts = await findAccountsByName(db, names);
  const unknown = names.filter((name) => !accounts.has(name.toLowerCase()));
  if (unknown.length > 0) {
    throw problem("validation-failed", {
      detail: `audience: there is no account named ${unknown.join(", ")}`,
      issues: unknown.map((name) => ({
        pointer: `/audience/${names.indexOf(name)}`,
        message: `there is no account named ${name}`,
        code: "account-unknown" satisfies IssueCode,
        params: { name },
      })),
    });
  }
  return [...accounts.values()].map((account) => account.id);
}
