import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { problem } from "#contract/problems.ts";
import type { Repository } from "../repository.ts";
import { pullRequestRef } from "../rules/ref-names.ts";
import { getCommitRow } from "../store/commits.ts";
import { markLost } from "../store/ledger.ts";
import { findRef, insertRef, removeRef } from "../store/refs.ts";
import * as repositories from "../store/repositories.ts";
import { announceRef } from "./add-ref.ts";

type Opening = {
  repository: Repository;
  commit: string;
  /** Keeps the pull request and gives its number, once the repository is locked. */
  open: () => Promise<number>;
};

/**
 * Makes the ref of a new pull request at the commit it begins with. Whoever makes and deletes these
 * is the word that keeps the pull requests; commits move them like branches.
 * @throws {Problem} `not-found`; `revision-not-found` for a commit that has just been swept.
 */
export async function addPullRequestRef(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, commit, open }: Opening,
): Promise<number> {
  const locked = await repositories.lock(trx, repository.id);
  if (locked === undefined) throw problem("not-found");
  await getCommitRow(trx, repository.id, commit);
  const num = await open();
  const name = pullRequestRef(num);
  const ref = { name, target: commit, commit, isProtected: false };
  if (!(await insertRef(trx, repository.id, ref))) throw new Error(`${name} was there before`);
  await announceRef(ctx, trx, { repository: locked, ref: name, after: commit });
  return num;
}

type Removal = {
  repository: Pick<Repository, "id">;
  num: number;
  /** Notes that the commits go, once the repository is locked. */
  forget: () => Promise<void>;
};

/** Deletes the ref of a pull request: what no other ref reaches goes with a sweep. */
export async function removePullRequestRef(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, num, forget }: Removal,
): Promise<void> {
  const locked = await repositories.lock(trx, repository.id);
  await forget();
  const ref = await findRef(trx, repository.id, pullRequestRef(num));
  if (locked === undefined || ref === undefined) return;
  await removeRef(trx, repository.id, ref.name);
  await markLost(trx, repository.id);
  await announceRef(ctx, trx, { repository: locked, ref: ref.name, before: ref.commit });
}
