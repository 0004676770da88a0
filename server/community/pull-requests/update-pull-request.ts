import type { Discussion } from "#contract/community/discussion.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { mergeRef, pullRequestRef } from "../../repositories/index.ts";
import { type DiscussionAddress, findThread, requireAbility } from "../find-thread.ts";
import { getDiscussion } from "../get-discussion.ts";
import { limitWords } from "../limits.ts";
import { requirePullRequest } from "./get-changes.ts";

/** Whose files stay where both have changed them: the pull request's own, or the base branch's. */
export type Resolution = { keep?: "own" | "base" | undefined };

/**
 * Takes what the base branch has gone on by into an open pull request, and settles the conflicts
 * with it: as the pull request has the files, or as the branch has them. Commits can follow.
 * @throws {Problem} `forbidden`, `discussion-state-wrong`, `merge-conflict` without a resolution,
 *   `revision-not-found`, `rate-limited`.
 */
export async function updatePullRequest(
  ctx: RequestContext,
  address: DiscussionAddress,
  { keep }: Resolution,
): Promise<Discussion> {
  const thread = await findThread(ctx, address, "participant");
  const { num } = thread.discussion;
  const { baseBranch } = requirePullRequest(thread.discussion);
  await limitWords(ctx, requireAbility(ctx, thread, "commit"));
  await withTransaction(ctx.db, (trx) =>
    mergeRef(ctx, trx, {
      repository: thread.place.repository,
      from: `refs/heads/${baseBranch}`,
      branch: pullRequestRef(num),
      title: `Merge ${baseBranch} into pull request #${num}`,
      description: "",
      keep: keep && (keep === "own" ? "ours" : "theirs"),
    }),
  );
  return getDiscussion(ctx, address);
}
