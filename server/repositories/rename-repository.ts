import { problem } from "#contract/problems.ts";
import type { Context } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { Repository } from "./repository.ts";
import { setGrants } from "./set-grants.ts";
import { requireWithinQuota } from "./storage/quota.ts";
import { listEdges, lockContents } from "./store/edges.ts";
import { clearStorage, countIn, countOut, findGitBytes } from "./store/ledger.ts";
import * as repositories from "./store/repositories.ts";

/**
 * Gives a repository another name, another owner, or both; the old address leads to the new one.
 * What it stores then counts for its new owner.
 * @throws {Problem} `asset-name-taken`, `quota-exceeded`.
 */
export async function renameRepository(
  ctx: Pick<Context, "config">,
  trx: DatabaseTransaction,
  { id, to }: { id: number; to: { namespaceId?: number; name?: string } },
): Promise<Repository> {
  const repository = await repositories.lock(trx, id);
  if (repository === undefined) throw problem("not-found");
  const { kind } = repository;
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
  const renamed = await repositories.getById(trx, id);
  if (renamed.namespaceId !== repository.namespaceId) {
    await countForNewOwner(ctx, trx, { from: repository, to: renamed });
  }
  return renamed;
}

async function countForNewOwner(
  ctx: Pick<Context, "config">,
  trx: DatabaseTransaction,
  { from, to }: { from: Repository; to: Repository },
): Promise<void> {
  const contentIds = await listEdges(trx, to.id);
  await lockContents(trx, contentIds);
  const held = { contentIds, gitBytes: await findGitBytes(trx, to.id) };
  await countOut(trx, from, held);
  await clearStorage(trx, to.id);
  requireWithinQuota(ctx, to, await countIn(trx, to, held));
}
