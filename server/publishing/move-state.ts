import type { ListingState, Visibility } from "#contract/assets/asset.ts";
import { problem } from "#contract/problems.ts";
import { getShelf, moveListing } from "../assets/index.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { emit } from "../platform/events/index.ts";
import { listingPublished } from "./events.ts";
import { findHead, getRepositoryById } from "../repositories/index.ts";
import { markApproved } from "./review/commits/store.ts";
import { withdrawReview } from "./review/withdraw-review.ts";
import { canMove } from "./rules.ts";
import { insertTransition, listAudience } from "./store.ts";

export type StateMove = {
  assetId: number;
  /** The state it must be in; absent: any from which the move is allowed. */
  from?: ListingState;
  to: ListingState;
  /** Who moved it; null: the checks. */
  accountId: number | null;
  at: Date;
  reason?: string;
  /** Visibility from now on; absent: as it was. */
  visibility?: Visibility;
};

/**
 * PUB-2: the one way in which a listing changes its state. The row is held, so two movers get one
 * success and one `listing-state-wrong`.
 */
export async function moveState(trx: DatabaseTransaction, move: StateMove): Promise<void> {
  const shelf = await getShelf(trx, move.assetId);
  if (!canMove(shelf.state, move.to) || (move.from ?? shelf.state) !== shelf.state) {
    throw problem("listing-state-wrong", {
      detail: `A listing that is ${shelf.state} cannot become ${move.to}`,
      extra: { state: shelf.state },
    });
  }
  await moveListing(trx, {
    assetId: move.assetId,
    state: move.to,
    visibility: move.visibility ?? shelf.visibility,
    audience: await listAudience(trx, move.assetId),
    at: move.at,
  });
  await insertTransition(trx, {
    assetId: move.assetId,
    from: shelf.state,
    to: move.to,
    accountId: move.accountId,
    reason: move.reason ?? null,
  });
  await settleReview(trx, shelf.state, move);
  if (move.to === "published") await emit(trx, listingPublished, { assetId: move.assetId });
}

/** What leaves the review: onto the shelf with the commit that was found good, or back to its owner. */
async function settleReview(
  trx: DatabaseTransaction,
  from: ListingState,
  { assetId, to, at }: StateMove,
): Promise<void> {
  if (from !== "in-review") return;
  if (to === "draft") await withdrawReview(trx, { assetId, subject: "listing", at });
  if (to !== "published") return;
  const repository = await getRepositoryById(trx, assetId);
  await markApproved(trx, assetId, await findHead({ db: trx }, repository));
}
