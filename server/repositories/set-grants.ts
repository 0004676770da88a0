import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { Grant, GrantSource } from "./policy.ts";
import { replaceGrants } from "./store/grants.ts";

/** Replaces all grants that one source has given on a repository; the others stay. */
export function setGrants(
  trx: DatabaseTransaction,
  repositoryId: number,
  change: { source: GrantSource; grants: readonly Grant[] },
): Promise<void> {
  return replaceGrants(trx, repositoryId, change);
}
