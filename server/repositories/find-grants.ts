import type { Database } from "../platform/database/index.ts";
import type { Grant, GrantSource } from "./policy.ts";
import { listGrants } from "./store/grants.ts";

/** What one source has granted on a repository. */
export function findGrants(
  db: Database,
  repositoryId: number,
  source: GrantSource,
): Promise<Grant[]> {
  return listGrants(db, repositoryId, source);
}
