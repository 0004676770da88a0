import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import type { Repository } from "../repository.ts";
import { isStorable } from "../rules/paths.ts";
import { branchRef, tagRef } from "../rules/ref-names.ts";
import { markLost } from "../store/ledger.ts";
import { findRef, removeRef } from "../store/refs.ts";
import * as repositories from "../store/repositories.ts";
import { announceRef } from "./add-ref.ts";

/**
 * Deletes a branch; what no other ref reaches goes with the next sweep after the grace time.
 * @throws {Problem} `revision-not-found`, `ref-protected` for the default branch.
 */
export function deleteBranch(
  ctx: RequestContext,
  repository: Repository,
  name: string,
): Promise<void> {
  return deleteRef(ctx, repository, branchRef(name));
}

/** @throws {Problem} `revision-not-found`, `ref-protected` for the tag of a version. */
export function deleteTag(
  ctx: RequestContext,
  repository: Repository,
  name: string,
): Promise<void> {
  return deleteRef(ctx, repository, tagRef(name));
}

async function deleteRef(ctx: RequestContext, { id }: Repository, name: string): Promise<void> {
  await withTransaction(ctx.db, async (trx) => {
    const repository = await repositories.lock(trx, id);
    const ref = isStorable(name) ? await findRef(trx, id, name) : undefined;
    if (repository === undefined || ref === undefined) {
      throw problem("revision-not-found", { detail: `There is no ${name}` });
    }
    if (ref.isProtected || name === branchRef(repository.defaultBranch)) {
      throw problem("ref-protected", { detail: `${name} cannot be deleted` });
    }
    await removeRef(trx, id, name);
    await markLost(trx, id);
    await announceRef(ctx, trx, { repository, ref: name, before: ref.commit });
  });
}
