import { problem } from "#contract/problems.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { Repository } from "./repository.ts";
import { setGrants } from "./set-grants.ts";
import * as repositories from "./store/repositories.ts";

/**
 * Gives a repository another name, another owner, or both; the old address leads to the new one.
 * @throws {Problem} `asset-name-taken`.
 */
export async function renameRepository(
  trx: DatabaseTransaction,
  repository: Repository,
  to: { namespaceId?: number; name?: string },
): Promise<Repository> {
  const { id, kind } = repository;
  const target = {
    kind,
    namespaceId: to.namespaceId ?? repository.namespaceId,
    name: to.name ?? repository.name,
  };
  if (!(await repositories.move(trx, id, target))) {
    throw problem("asset-name-taken", {
      detail: `name: the namespace has a ${kind} named ${target.name}`,
    });
  }
  await repositories.insertRedirect(trx, id, repository);
  await repositories.removeRedirect(trx, target);
  const owner = { namespaceId: target.namespaceId, level: 4 as const };
  await setGrants(trx, id, { source: "owner", grants: [owner] });
  return repositories.getById(trx, id);
}
