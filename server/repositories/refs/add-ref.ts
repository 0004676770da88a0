import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { emit } from "../../platform/events/index.ts";
import { refMoved, refMovedEvent } from "../events.ts";
import type { Repository } from "../repository.ts";
import { branchRef, shortName, tagRef } from "../rules/ref-names.ts";
import { getCommitRow } from "../store/commits.ts";
import { findRefBeside, findRefs, insertRef, type RefRow } from "../store/refs.ts";
import * as repositories from "../store/repositories.ts";

/**
 * Adds a branch or tag at a commit that is there. A branch and a tag never share a name, so that a
 * revision means one thing.
 * @returns the repository as it is locked now.
 * @throws {Problem} `ref-exists`; `revision-not-found` for a commit that has just been swept.
 */
export async function addRef(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, ref }: { repository: Repository; ref: RefRow },
): Promise<Repository> {
  const locked = await repositories.lock(trx, repository.id);
  if (locked === undefined) throw problem("not-found");
  if (ref.commit !== null) await getCommitRow(trx, repository.id, ref.commit);
  const name = shortName(ref.name);
  const [namesake] = await findRefs(trx, repository.id, [branchRef(name), tagRef(name)]);
  const rival = namesake?.name ?? (await findRefBeside(trx, repository.id, ref.name));
  if (rival !== undefined || !(await insertRef(trx, repository.id, ref))) {
    throw problem("ref-exists", {
      detail: `name: ${rival ?? ref.name} exists and cannot stand beside ${ref.name}`,
    });
  }
  await announceRef(ctx, trx, { repository: locked, ref: ref.name, after: ref.commit });
  return locked;
}

/** Tells later words of a ref that came or went without changing the default branch. */
export async function announceRef(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  move: { repository: Repository; ref: string; before?: string | null; after?: string | null },
): Promise<void> {
  const { repository, ref, before = null, after = null } = move;
  const moved = { ref, isDefaultBranch: false, before, after };
  await refMoved.run(trx, {
    ...moved,
    repository,
    changes: [],
    readFile: async () => undefined,
  });
  const actorId = ctx.viewer.kind === "account" ? ctx.viewer.accountId : null;
  await emit(trx, refMovedEvent, { ...moved, repositoryId: repository.id, actorId });
}
