import type { Visibility } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { problem } from "#contract/problems.ts";
import { getShelf, isShownIn, setVisibility, type Shelf } from "../assets/index.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { findAudience } from "./find-audience.ts";
import { getListing } from "./get-listing.ts";
import { readReviewPolicy } from "./review/policy.ts";
import { requireWidening } from "./require-widening.ts";
import { isNarrower } from "./rules.ts";
import { listAudience, replaceAudience } from "./store.ts";

/**
 * Where people review, what was never published is shown to nobody without it; anywhere, what a
 * reviewer decides about or has rejected.
 */
async function requireReview(ctx: RequestContext, shelf: Shelf, to: Visibility): Promise<void> {
  const isShown = !shelf.wasPublished && isNarrower(to, shelf.visibility);
  const isOperator = ctx.viewer.kind === "account" && ctx.viewer.isAdmin;
  if (!isShown || isOperator) return;
  const isJudged = shelf.state === "in-review" || shelf.state === "rejected";
  if (!isJudged && (await readReviewPolicy(ctx)).listings === "automatic") return;
  throw problem("review-required", {
    detail: `visibility: ${to} is reviewed first in this gallery`,
    hint: "Publish the asset with this visibility",
  });
}

type Change = { visibility?: Visibility | undefined; audience?: string[] | undefined };

/** PUB-4: widens the visibility, or changes the specified users. */
export async function changeVisibility(
  ctx: RequestContext,
  address: Address,
  change: Change,
): Promise<Listing> {
  const { id: assetId } = await requireRepository(ctx, address, "manage");
  const named = change.audience && (await findAudience(ctx.db, change.audience));
  await withTransaction(ctx.db, async (trx) => {
    const shelf = await getShelf(trx, assetId);
    const visibility = change.visibility ?? shelf.visibility;
    await requireWidening({ ...ctx, db: trx }, shelf, visibility);
    await requireReview({ ...ctx, db: trx }, shelf, visibility);
    if (named !== undefined) await replaceAudience(trx, assetId, named);
    await setVisibility(trx, {
      assetId,
      visibility,
      audience: named ?? (await listAudience(trx, assetId)),
      isReadable: isShownIn(shelf.state),
    });
    await recordAudit(trx, ctx, {
      action: "publishing.visibility-changed",
      subject: `${address.owner}/${address.name}`,
      details: { from: shelf.visibility, to: visibility },
    });
  });
  return getListing(ctx, address);
}
