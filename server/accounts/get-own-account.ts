import type { Account } from "#contract/accounts/account.ts";
import type { Database } from "../platform/database/index.ts";
import { getAccount } from "./store/accounts.ts";
import { toSummary } from "./store/namespaces.ts";
import { listOrganisationsOf } from "./store/organisations.ts";

/** More organisations than this are not shown with an account. */
const MAX_ORGANISATIONS = 1000;

/** An account as its owner sees it, with its organisations. */
export async function getOwnAccount(db: Database, accountId: number): Promise<Account> {
  const account = await getAccount(db, accountId);
  const rows = await listOrganisationsOf(db, accountId, MAX_ORGANISATIONS);
  return {
    ...account,
    organisations: rows.map((row) => ({ ...toSummary(row), role: row.role as "owner" })),
  };
}
