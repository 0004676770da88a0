import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { GrantSource } from "./policy.ts";
import { removeGrant } from "./store/grants.ts";

/** Takes away what one source has granted to a namespace. */
export function withdrawRight(
  trx: DatabaseTransaction,
  repositoryId: number,
  change: { source: GrantSource; namespaceId: number },
): Promise<void> {
  return removeGrant(trx, repositoryId, change);
}
