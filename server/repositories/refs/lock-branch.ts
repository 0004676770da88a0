import { problem } from "#contract/problems.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { ObjectId } from "../../platform/git/index.ts";
import type { Repository } from "../repository.ts";
import { isStorable } from "../rules/paths.ts";
import { branchRef, shortName } from "../rules/ref-names.ts";
import { findCommit } from "../store/commits.ts";
import { findRef } from "../store/refs.ts";
import * as repositories from "../store/repositories.ts";

/** A branch as it stands; `head` is null before the first commit of the default branch. */
export type Branch = {
  repository: Repository;
  ref: string;
  head: { oid: ObjectId; tree: ObjectId; generation: number } | null;
};

export type BranchQuery = {
  ref: string;
  /** The head that a writer saw. */
  expectedHead?: string | undefined;
};

/**
 * @throws {Problem} `revision-not-found` for a branch that is not there, `parent-stale` with the
 *   present `head` when the writer saw another one.
 */
export async function readBranch(
  db: Database,
  repository: Repository,
  { ref, expectedHead }: BranchQuery,
): Promise<Branch> {
  const row = isStorable(ref) ? await findRef(db, repository.id, ref) : undefined;
  if (row === undefined && ref !== branchRef(repository.defaultBranch)) {
    throw problem("revision-not-found", { detail: `There is no branch ${shortName(ref)}` });
  }
  const head = row?.target ?? null;
  if (expectedHead !== undefined && expectedHead !== head) {
    throw problem("parent-stale", {
      detail: "The branch was updated since you opened this page. Please refresh and try again.",
      extra: { head },
    });
  }
  if (head === null) return { repository, ref, head };
  const commit = await findCommit(db, repository.id, head);
  if (commit === undefined) throw new Error(`commit ${head} of ${ref} is lost`);
  const { treeOid: tree, generation } = commit;
  return { repository, ref, head: { oid: head, tree, generation } };
}

/** Reads a branch and keeps everyone else from moving refs of the repository until the end. */
export async function lockBranch(
  trx: DatabaseTransaction,
  repository: Repository,
  query: BranchQuery,
): Promise<Branch> {
  const locked = await repositories.lock(trx, repository.id);
  if (locked === undefined) throw problem("not-found", { detail: "The repository was deleted" });
  return readBranch(trx, locked, query);
}
