import type { PullRequestChanges } from "#contract/community/discussion.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import {
  compareForMerge,
  pullRequestRef,
  resolveRevision,
  writeUnifiedDiff,
} from "../../repositories/index.ts";
import { type DiscussionAddress, findThread, type Thread } from "../find-thread.ts";
import type { PullRequestRow } from "../store/discussions.ts";

/**
 * Commits, changed files and conflicts of a pull request; of a merged one as they were merged.
 * @throws {Problem} `discussion-not-found` for a discussion, `revision-not-found` once its commits or
 *   its base branch are deleted, `history-too-long`, `conflict`.
 */
export async function getPullRequestChanges(
  ctx: RequestContext,
  address: DiscussionAddress,
): Promise<PullRequestChanges> {
  const thread = await findThread(ctx, address);
  const { head, onto, isMerged } = await sidesOf(ctx, thread);
  return compareForMerge(ctx, thread.place.repository, { head, onto, isMerged });
}

/** The same with the diff as text, where it is wanted, for clients without a page. */
export async function getPullRequestDiff(
  ctx: RequestContext,
  address: DiscussionAddress,
  { wantsDiff }: { wantsDiff: boolean },
): Promise<{ changes: PullRequestChanges; diff: string }> {
  const changes = await getPullRequestChanges(ctx, address);
  if (!wantsDiff) return { changes, diff: "" };
  const { place } = await findThread(ctx, address);
  return { changes, diff: await writeUnifiedDiff(ctx, place.repository, changes) };
}

async function sidesOf(
  ctx: RequestContext,
  { place: { repository }, discussion }: Thread,
): Promise<{ head: string; onto: string; isMerged: boolean }> {
  const { mergedHead, mergedFrom, baseBranch } = requirePullRequest(discussion);
  if (mergedHead !== null && mergedFrom !== null) {
    return { head: mergedHead, onto: mergedFrom, isMerged: true };
  }
  const [head, onto] = await Promise.all([
    resolveRevision(ctx, repository, pullRequestRef(discussion.num)),
    resolveRevision(ctx, repository, `refs/heads/${baseBranch}`),
  ]);
  return { head, onto, isMerged: false };
}

/** @throws {Problem} `discussion-not-found` for a discussion without commits. */
export function requirePullRequest({ num, pullRequest }: Thread["discussion"]): PullRequestRow {
  if (pullRequest !== null) return pullRequest;
  throw problem("discussion-not-found", { detail: `#${num} is no pull request` });
}
