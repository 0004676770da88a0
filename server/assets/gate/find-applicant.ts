import { problem } from "#contract/problems.ts";
import { findAccountsByName } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";

/** @throws {Problem} `access-request-not-found`. */
export async function findApplicant(db: Database, name: string): Promise<number> {
  const account = (await findAccountsByName(db, [name])).get(name.toLowerCase());
  if (account !== undefined) return account.id;
  throw problem("access-request-not-found", {
    detail: `account: there is no account named ${name}`,
  });
}
