import type { Context } from "../../../context.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { holdBranch, type RefMove } from "../../../repositories/index.ts";
import { readReviewPolicy } from "../policy.ts";
import { findApprovedCommit, findListingState, markWaiting } from "./store.ts";

/**
 * In the transaction of a commit on what is published or in review: it waits to be checked. Where
 * commits on what is published are held, readers go on to see the last approved one, without a moment
 * in between.
 */
export async function noteCommit(
  ctx: Pick<Context, "config">,
  trx: DatabaseTransaction,
  { repository, isDefaultBranch, after }: RefMove,
): Promise<void> {
  if (!isDefaultBranch || after === null) return;
  const state = await findListingState(trx, repository.id);
  const isPublished = state === "published" || state === "unlisted";
  if (!isPublished && state !== "in-review") return;
  await markWaiting(trx, repository.id);
  if (!isPublished) return;
  const approved = await findApprovedCommit(trx, repository.id);
  const { commits } = await readReviewPolicy({ config: ctx.config, db: trx });
  if (commits === "hold" && approved !== null) await holdBranch(trx, repository.id, approved);
}
