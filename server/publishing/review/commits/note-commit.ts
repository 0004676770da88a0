import type { Context } from "../../../context.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { holdBranch, type RefMove } from "../../../repositories/index.ts";
import { readReviewPolicy } from "../policy.ts";
import { findApprovedCommit, findListingState, markWaiting } from "./store.ts";

/**
 * In the transaction of a commit on a published asset: it waits to be checked, and where commits are
 * held readers go on to see the last approved one, without a moment in between.
 */
export async function noteCommit(
  ctx: Pick<Context, "config">,
  trx: DatabaseTransaction,
  { repository, isDefaultBranch, after }: RefMove,
): Promise<void> {
  if (!isDefaultBranch || after === null) return;
  const state = await findListingState(trx, repository.id);
  if (state !== "published" && state !== "unlisted") return;
  const approved = await findApprovedCommit(trx, repository.id);
  await markWaiting(trx, repository.id);
  const { commits } = await readReviewPolicy({ config: ctx.config, db: trx });
  if (commits === "hold" && approved !== null) await holdBranch(trx, repository.id, approved);
}
