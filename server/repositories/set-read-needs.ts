import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { ReadNeeds } from "./repository.ts";
import { updateReadNeeds } from "./store/repositories.ts";

/** Says what is missing to who sees a repository and may not read it: a refusal names it. */
export function setReadNeeds(
  trx: DatabaseTransaction,
  repositoryId: number,
  needs: ReadNeeds | null,
): Promise<void> {
  return updateReadNeeds(trx, repositoryId, needs);
}
