import type { Visibility } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { getShelf, setVisibility } from "../assets/index.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { findAudience } from "./find-audience.ts";
import { getListing } from "./get-listing.ts";
import { requireWidening } from "./require-widening.ts";
import { listAudience, replaceAudience } from "./store.ts";

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
    requireWidening(ctx, shelf, visibility);
    if (named !== undefined) await replaceAudience(trx, assetId, named);
    await setVisibility(trx, {
      assetId,
      visibility,
      audience: named ?? (await listAudience(trx, assetId)),
      isReadable: shelf.state !== "unlisted",
    });
    await recordAudit(trx, ctx, {
      action: "publishing.visibility-changed",
      subject: `${address.owner}/${address.name}`,
      details: { from: shelf.visibility, to: visibility },
    });
  });
  return getListing(ctx, address);
}
