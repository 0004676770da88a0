import { problem } from "#contract/problems.ts";
import type { Database } from "../platform/database/index.ts";
import { findAccount } from "./store/accounts.ts";
import { findIdentity } from "./store/viewers.ts";
import { type SignedIn, systemViewer } from "./viewer.ts";

/**
 * The viewer with which an operator's command acts for an account, given by name or account ID.
 * @throws {Problem} `not-found`, `account-suspended`
 */
export async function getSystemViewer(db: Database, nameOrId: string): Promise<SignedIn> {
  const account = await findAccount(db, nameOrId);
  const identity = account && (await findIdentity(db, account.id));
  if (identity === undefined) {
    throw problem("not-found", { detail: `The account ${nameOrId} does not exist` });
  }
  if (identity.state !== "active") throw problem("account-suspended");
  return systemViewer(identity);
}
