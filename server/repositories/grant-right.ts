import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { Grant, GrantSource } from "./policy.ts";
import { upsertGrant } from "./store/grants.ts";

/** Adds one grant of a source, or changes it. */
export function grantRight(
  trx: DatabaseTransaction,
  repositoryId: number,
  change: { source: GrantSource; grant: Grant },
): Promise<void> {
  return upsertGrant(trx, repositoryId, change);
}
