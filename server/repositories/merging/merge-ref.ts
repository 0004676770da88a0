import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { composeCommit } from "../commits/compose-commit.ts";
import { requireReadable } from "../commits/require-readable.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { type Branch, lockBranch, readBranch } from "../refs/lock-branch.ts";
import { moveBranch } from "../refs/move-branch.ts";
import type { Repository } from "../repository.ts";
import { writableRef } from "../rules/ref-names.ts";
import { countIn } from "../store/ledger.ts";
import { insertTrees } from "../store/objects.ts";
import { findDivergence } from "./find-divergence.ts";
import { type Keep, type MergeConflict, planMerge } from "./plan-merge.ts";

const NAMED_CONFLICTS = 1000;

export type Merge = {
  repository: Repository;
  /** Full name of the ref that is merged, `refs/pr/3`. */
  from: string;
  /** The head of `from` that was looked at. */
  expectedHead?: string | undefined;
  /** The branch that is merged into. */
  branch: string;
  title: string;
  description: string;
  /** What both have changed becomes `ours`, the branch's, or `theirs`. */
  keep?: Keep;
};

export type Merged = {
  /** The merge commit; the head that was there when it had all of it. */
  commit: string;
  isNew: boolean;
  /** The two heads before. */
  head: string;
  onto: string;
};

/**
 * Merges a ref into a branch with a commit of two parents, also where the branch could just go on to
 * it: history then says who merged what, and paths name the merge as their last change.
 * @throws {Problem} `merge-conflict` with the paths, `parent-stale`, `revision-not-found`,
 *   `repository-full`, `content-purged`, `history-too-long`, `conflict`; whatever a hook refuses.
 */
export async function mergeRef(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, from, expectedHead, branch: name, keep, ...message }: Merge,
): Promise<Merged> {
  const branch = await lockBranch(trx, repository, { ref: writableRef(name) });
  const source = await readBranch(trx, branch.repository, { ref: from, expectedHead });
  if (branch.head === null || source.head === null) {
    throw problem("revision-not-found", { detail: `${name}: there is nothing to merge into` });
  }
  const heads = { head: source.head.oid, onto: branch.head.oid };
  const parted = await findDivergence(trx, repository.id, { ...heads, limit: 0 });
  if (parted.aheadCount === 0) return { commit: heads.onto, isNew: false, ...heads };
  const sides = { branch, source, base: parted.mergeBase.treeOid, message, keep };
  return { commit: await commitMerge(ctx, trx, sides), isNew: true, ...heads };
}

type Sides = {
  branch: Branch;
  source: Branch;
  base: string;
  message: { title: string; description: string };
  keep: Keep;
};

async function commitMerge(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { branch, source, base, message, keep }: Sides,
): Promise<string> {
  const { repository } = branch;
  const parents = [branch.head, source.head].filter((head) => head !== null);
  const [ours = "", theirs = ""] = parents.map(({ tree }) => tree);
  const scope = { db: trx, store: ctx.store };
  const reader = readObjectsOf(scope, repository.id);
  const plan = await planMerge(reader, { base, ours, theirs }, keep);
  if (plan.conflicts.length > 0) throw conflicting(plan.conflicts);
  await requireReadable(scope, repository, plan.changedPaths);
  const treeBytes = await insertTrees(trx, repository.id, [...plan.newTrees.values()]);
  const commit = composeCommit(ctx, { ...message, tree: plan.root, parents });
  const known = { trees: plan.newTrees, blobs: new Map() };
  const differences = plan.changedPaths;
  const moved = await moveBranch(ctx, trx, { branch, commit, known, differences });
  await countIn(trx, repository, { contentIds: [], gitBytes: treeBytes + moved.gitBytes });
  return commit.row.oid;
}

function conflicting(conflicts: readonly MergeConflict[]) {
  const [first] = conflicts;
  const more = conflicts.length === 1 ? "" : ` and ${conflicts.length - 1} more`;
  return problem("merge-conflict", {
    detail: `${first?.path}${more}: both sides have changed it since they parted`,
    hint: "Bring the pull request up to the base branch, then merge again",
    extra: {
      conflicts: conflicts.slice(0, NAMED_CONFLICTS),
      conflictCount: conflicts.length,
    },
  });
}
