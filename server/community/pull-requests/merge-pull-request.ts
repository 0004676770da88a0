import type { Discussion } from "#contract/community/discussion.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { mergeRef, pullRequestRef } from "../../repositories/index.ts";
import { writeComment } from "../add-comment.ts";
import { moveStatus } from "../change-status.ts";
import { type DiscussionAddress, findThread, lockThread, requireAbility } from "../find-thread.ts";
import { getDiscussion } from "../get-discussion.ts";
import { recordMerge } from "../store/pull-requests.ts";
import { requirePullRequest } from "./get-changes.ts";

export type PullRequestMerge = {
  /** The head that was looked at. */
  expectedHead?: string | undefined;
  comment?: string | undefined;
};

/**
 * Merges an open pull request into its base branch; branch, thread and event change together.
 * @throws {Problem} `forbidden`, `discussion-state-wrong`, `merge-conflict` with the paths,
 *   `parent-stale` when there are newer commits, and what `mergeRef` throws.
 */
export async function mergePullRequest(
  ctx: RequestContext,
  address: DiscussionAddress,
  { expectedHead, comment }: PullRequestMerge,
): Promise<Discussion> {
  const found = await findThread(ctx, address, "moderator");
  const { discussion, place } = found;
  const { baseBranch } = requirePullRequest(discussion);
  const viewer = requireAbility(ctx, found, "merge");
  await refuseSensitiveWords(ctx, { comment });
  await withTransaction(ctx.db, async (trx) => {
    const merged = await mergeRef(ctx, trx, {
      repository: place.repository,
      from: pullRequestRef(discussion.num),
      expectedHead,
      branch: baseBranch,
      title: `Merge pull request #${discussion.num}: ${discussion.title}`,
      description: `Opened by ${discussion.authorName}`,
    });
    const thread = await lockThread(ctx, trx, found);
    requireAbility(ctx, thread, "merge");
    if (comment !== undefined) await writeComment(ctx, trx, { thread, body: comment });
    await recordMerge(trx, discussion.id, {
      mergeCommit: merged.commit,
      mergedHead: merged.head,
      mergedFrom: merged.onto,
    });
    await moveStatus(trx, { discussion: thread.discussion, status: "merged", viewer });
  });
  return getDiscussion(ctx, address);
}
