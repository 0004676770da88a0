import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { markTrees } from "../collecting/mark-trees.ts";
import { commitChanges } from "../commits/commit-changes.ts";
import type { Repository } from "../repository.ts";
import { findPathsOf } from "../store/path-entries.ts";
import {
  forgetPlan,
  listDeadContents,
  markDead,
  markPointers,
  type PlanMarks,
  showsAsked,
} from "../store/purge-plans.ts";
import * as repositories from "../store/repositories.ts";
import { forgetMarks } from "../store/sweeps.ts";
import { blockerOf, describePlan, listShownRefs, markShown, treesOfRefs } from "./make-plan.ts";
import { purgePlanned, requireUnshown } from "./purge-contents.ts";

/**
 * Purges large files by their hashes, whatever their paths were, without a plan that is read first:
 * for clients that name each file. The default branch is rid of them by a commit before; what
 * another branch or a tag shows is not purged, and then nothing happens at all.
 * @returns how many files were purged; hashes that the repository does not hold are none.
 * @throws {Problem} `purge-blocked` naming the branches and tags.
 */
export async function purgeFiles(
  ctx: RequestContext,
  repository: Repository,
  { sha256s, deletes }: { sha256s: readonly string[]; deletes: boolean },
): Promise<{ files: number }> {
  return withTransaction(ctx.db, async (trx) => {
    const locked = await repositories.lock(trx, repository.id);
    if (locked === undefined) throw problem("not-found");
    if (deletes) await deleteShown(ctx, trx, { repository: locked, sha256s });
    const marks = await markShown(trx, locked);
    await markPointers(trx, marks, sha256s);
    requireUnshown({ blockers: await findBlockers(trx, marks) });
    await markDead(trx, marks, { isWhole: false });
    const contents = await listDeadContents(trx, marks);
    if (contents.length === 0) {
      await forgetPlan(trx, marks);
      return { files: 0 };
    }
    const described = await describePlan(trx, marks, contents);
    // Of the plan only what is purged is used: nobody reads it before.
    const plan = { ...described, blockers: [], revisions: 0, keepers: [] };
    const target = { kind: "paths" as const, paths: contents.map(({ path }) => path) };
    const made = { plan, marks, contents };
    await purgePlanned(ctx, trx, { repository: locked, target, made });
    return { files: contents.length };
  });
}

async function deleteShown(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, sha256s }: { repository: Repository; sha256s: readonly string[] },
): Promise<void> {
  const paths = await findPathsOf(trx, repository.id, sha256s);
  if (paths.length === 0) return;
  await commitChanges(ctx, repository, {
    branch: repository.defaultBranch,
    title: paths.length === 1 ? `Delete ${paths[0]}` : `Delete ${paths.length} large files`,
    operations: paths.map((path) => ({ op: "delete" as const, path })),
    trx,
  });
}

/** Branches and tags that show a file that was asked for. */
async function findBlockers(trx: DatabaseTransaction, marks: PlanMarks) {
  if (!(await showsAsked(trx, marks, marks.live))) return [];
  const { repositoryId } = marks;
  const refs = await listShownRefs(trx, repositoryId);
  const blockers = [];
  for (const [ref, tree] of await treesOfRefs(trx, repositoryId, refs)) {
    const shown = `${marks.live}:${ref.name}`;
    await markTrees(trx, { sweep: shown, repositoryId }, [tree]);
    if (await showsAsked(trx, marks, shown)) blockers.push(blockerOf(ref, ""));
    await forgetMarks(trx, shown);
  }
  return blockers;
}
