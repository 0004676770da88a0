import type { Ref } from "#contract/repositories/repository.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { resolveRevision } from "../reading/resolve-revision.ts";
import type { Repository } from "../repository.ts";
import { branchRef, checkRefName } from "../rules/ref-names.ts";
import { addRef } from "./add-ref.ts";
import { describeRef } from "./describe-ref.ts";

/**
 * Makes a branch at a revision, of the default branch's head when none is given.
 * @throws {Problem} `ref-name-invalid`, `ref-exists`, `revision-not-found`.
 */
export async function createBranch(
  ctx: RequestContext,
  repository: Repository,
  { name, startingPoint }: { name: string; startingPoint?: string | undefined },
): Promise<Ref> {
  checkRefName(name);
  const revision = startingPoint ?? branchRef(repository.defaultBranch);
  const commit = await resolveRevision(ctx, repository, revision);
  const ref = { name: branchRef(name), target: commit, commit, isProtected: false };
  await withTransaction(ctx.db, (trx) => addRef(ctx, trx, { repository, ref }));
  return describeRef(ref);
}
