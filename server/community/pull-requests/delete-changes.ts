import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { removePullRequestRef } from "../../repositories/index.ts";
import { type DiscussionAddress, findThread, lockThread, requireAbility } from "../find-thread.ts";
import type { Place } from "../find-place.ts";
import { uncountOpen } from "../store/boards.ts";
import { lockDiscussion, removeDiscussion } from "../store/discussions.ts";
import { recordNoRef } from "../store/pull-requests.ts";
import { requirePullRequest } from "./get-changes.ts";

/**
 * Deletes what a closed pull request has brought; its thread stays, and it cannot be opened again.
 * @throws {Problem} `forbidden`, `discussion-state-wrong`.
 */
export async function deletePullRequestChanges(
  ctx: RequestContext,
  address: DiscussionAddress,
): Promise<void> {
  const found = await findThread(ctx, address, "moderator");
  requirePullRequest(found.discussion);
  requireAbility(ctx, found, "deleteChanges");
  const { id, num } = found.discussion;
  await withTransaction(ctx.db, (trx) =>
    removePullRequestRef(ctx, trx, {
      repository: found.place.repository,
      num,
      forget: async () => {
        requireAbility(ctx, await lockThread(ctx, trx, found), "deleteChanges");
        await recordNoRef(trx, id);
      },
    }),
  );
}

/** Takes back a pull request whose first commit was refused: nobody has seen it. */
export async function discardPullRequest(
  ctx: RequestContext,
  { repository }: Place,
  num: number,
): Promise<void> {
  const forget = async (trx: DatabaseTransaction) => {
    const discussion = await lockDiscussion(trx, { repositoryId: repository.id, num });
    if (discussion === undefined) return;
    await removeDiscussion(trx, discussion.id);
    await uncountOpen(trx, repository.id);
  };
  await withTransaction(ctx.db, (trx) =>
    removePullRequestRef(ctx, trx, { repository, num, forget: () => forget(trx) }),
  );
}
