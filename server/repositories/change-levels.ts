import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { Grant, GrantSource } from "./policy.ts";
import { updateLevels } from "./store/grants.ts";

/** Changes what the grants of one source allow, of all or of some namespaces; their ends stay. */
export function changeLevels(
  trx: DatabaseTransaction,
  repositoryId: number,
  change: { source: GrantSource; level: Grant["level"]; of?: readonly number[] },
): Promise<void> {
  return updateLevels(trx, repositoryId, change);
}
