import type { CommitDetail, CommitSummary } from "#contract/repositories/repository.ts";
import type { Context } from "../../context.ts";
import { listChanges } from "../commits/list-changes.ts";
import { describeCommits } from "../commits/summarise-commits.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import type { Repository } from "../repository.ts";
import { getCommitRow } from "../store/commits.ts";
import { findDivergence } from "./find-divergence.ts";
import { type MergeConflict, planMerge } from "./plan-merge.ts";

const SHOWN_COMMITS = 250;
const SHOWN_CONFLICTS = 1000;

export type MergeComparison = {
  head: string;
  /** The commit where the two parted. */
  base: string;
  commits: CommitSummary[];
  commitCount: number;
  behindCount: number;
  conflicts: MergeConflict[];
  conflictCount: number;
} & Pick<CommitDetail, "changes" | "changeCount">;

/**
 * What a merge of one commit onto another would bring, and what stands against it.
 * @param sides.isMerged nothing stands against it any more.
 * @throws {Problem} `revision-not-found`, `history-too-long`, `conflict`.
 */
export async function compareForMerge(
  ctx: Pick<Context, "db" | "store">,
  { id }: Pick<Repository, "id">,
  { head, onto, isMerged }: { head: string; onto: string; isMerged: boolean },
): Promise<MergeComparison> {
  const [theirs, ours] = await Promise.all([
    getCommitRow(ctx.db, id, head),
    getCommitRow(ctx.db, id, onto),
  ]);
  const parted = await findDivergence(ctx.db, id, { head, onto, limit: SHOWN_COMMITS });
  const base = parted.mergeBase.treeOid;
  const reader = readObjectsOf(ctx, id);
  const conflicts = isMerged
    ? []
    : (await planMerge(reader, { base, ours: ours.treeOid, theirs: theirs.treeOid })).conflicts;
  return {
    head,
    base: parted.mergeBase.oid,
    commits: await describeCommits(ctx, parted.ahead),
    commitCount: parted.aheadCount,
    behindCount: parted.behindCount,
    conflicts: conflicts.slice(0, SHOWN_CONFLICTS),
    conflictCount: conflicts.length,
    ...(await listChanges(ctx, { id }, { before: base, after: theirs.treeOid })),
  };
}
