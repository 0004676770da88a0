import type { Address } from "#contract/fields.ts";
import type { Listing, Publication } from "#contract/publishing/endpoints.ts";
import { editCard, getShelf } from "../assets/index.ts";
import { requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { emit } from "../platform/events/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { AGREEMENTS } from "./agreements.ts";
import { listingSubmitted } from "./events.ts";
import { findAudience } from "./find-audience.ts";
import { getListing } from "./get-listing.ts";
import { moveState } from "./move-state.ts";
import { requireWidening } from "./require-widening.ts";
import { insertAcceptances, replaceAudience, upsertSubmission } from "./store.ts";

/**
 * PUB-1, PUB-8: submits an asset to the shelf. Consent, card, submission and state change together;
 * the automatic checks follow the commit.
 */
export async function publishAsset(
  ctx: RequestContext,
  address: Address,
  publication: Publication,
): Promise<Listing> {
  const repository = await requireRepository(ctx, address, "manage");
  const { accountId } = requireAccount(ctx);
  const audience = await findAudience(ctx.db, publication.audience);
  await withTransaction(ctx.db, async (trx) => {
    const at = ctx.now();
    const shelf = await getShelf(trx, repository.id);
    requireWidening(ctx, shelf, publication.visibility);
    await insertAcceptances(trx, accountId, AGREEMENTS);
    await replaceAudience(trx, repository.id, audience);
    await upsertSubmission(trx, {
      assetId: repository.id,
      requestedVisibility: publication.visibility,
      submittedBy: accountId,
      at,
    });
    await moveState(trx, { assetId: repository.id, to: "publishing", accountId, at });
    await editCard(ctx, address, {
      trx,
      settings: {
        description: publication.description,
        licences: [publication.licence],
        ...(publication.tasks.length === 0 ? {} : { tasks: publication.tasks }),
        ...(publication.dataTypes.length === 0 ? {} : { dataTypes: publication.dataTypes }),
      },
    });
    await emit(trx, listingSubmitted, { assetId: repository.id });
  });
  return getListing(ctx, address);
}
