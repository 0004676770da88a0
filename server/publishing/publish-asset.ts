import { agreementsAmong, PUBLISHING_AGREEMENTS } from "#contract/accounts/agreement-names.ts";
import type { Address } from "#contract/fields.ts";
import type { Listing, Publication } from "#contract/publishing/endpoints.ts";
import { editCard, getListingFacts, getShelf } from "../assets/index.ts";
import { currentAgreements, requireAccount, requireConsent } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { type DatabaseTransaction, withTransaction } from "../platform/database/index.ts";
import { emit } from "../platform/events/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { type Repository, requireRepository } from "../repositories/index.ts";
import { listingSubmitted } from "./events.ts";
import { findAudience } from "./find-audience.ts";
import { getListing } from "./get-listing.ts";
import { applyFacts, factsOf } from "./kinds/apply-facts.ts";
import { applyUsability } from "./kinds/apply-usability.ts";
import { completePublication } from "./kinds/complete-publication.ts";
import { textsOf } from "./kinds/edit-facts.ts";
import { pinSubmission } from "./kinds/pin-submission.ts";
import { requireFields } from "./kinds/require-fields.ts";
import { requirePublisher } from "./kinds/require-publisher.ts";
import { settingsOf } from "./kinds/settings-of.ts";
import { findFacts } from "./kinds/store.ts";
import { moveState } from "./move-state.ts";
import { requireWidening } from "./require-widening.ts";
import { chooseRegions } from "./regions/choose-regions.ts";
import { replaceAudience, upsertSubmission } from "./store.ts";
import { setTerms } from "./terms/set-terms.ts";
import { addFirstVersion } from "./versions/add-version.ts";

/**
 * PUB-1, PUB-8: submits an asset to the shelf, with what its kind asks for. Consent, card, usability,
 * submission and state change together; the automatic checks follow the commit, on exactly the files
 * that were submitted (PUB-12).
 * @throws {Problem} `validation-failed` naming every field that is missing or wrong for the kind;
 *   `not-onboarded` (ACC-4, PUB-21); `forbidden` for a kind that operators publish (COM-4);
 *   `sensitive-words`; `listing-state-wrong`; `visibility-cannot-narrow`;
 *   `consent-missing`, `agreement-outdated`.
 */
export async function publishAsset(
  ctx: RequestContext,
  address: Address,
  publication: Publication,
): Promise<Listing> {
  const repository = await requireRepository(ctx, address, "manage");
  await requirePublisher(ctx, repository);
  const [card, listed] = await Promise.all([
    getListingFacts(ctx.db, repository.id),
    findFacts(ctx.db, repository.id),
  ]);
  const whole = completePublication(publication, { card, listed, regions: ctx.config.regions });
  requireFields(repository.kind, whole);
  const { title, description } = whole;
  await refuseSensitiveWords(ctx, { title, description, ...textsOf(whole) });
  const audience = await findAudience(ctx.db, whole.audience);
  await withTransaction(ctx.db, (trx) =>
    submit(ctx, trx, { repository, publication: whole, audience }),
  );
  return getListing(ctx, address);
}

type Submitted = { repository: Repository; publication: Publication; audience: number[] };

async function submit(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, publication, audience }: Submitted,
): Promise<void> {
  const { accountId } = requireAccount(ctx);
  const { id: assetId, kind } = repository;
  const at = ctx.now();
  const shelf = await getShelf(trx, assetId);
  await requireWidening({ ...ctx, db: trx }, shelf, publication.visibility);
  await noteConsent(ctx, trx, publication);
  await replaceAudience(trx, assetId, audience);
  const requestedVisibility = publication.visibility;
  await upsertSubmission(trx, { assetId, requestedVisibility, submittedBy: accountId, at });
  const regions = chooseRegions(ctx, publication.regions ?? []);
  await applyFacts(trx, assetId, { facts: factsOf(kind, publication), regions });
  await moveState(trx, { assetId, to: "publishing", accountId, at });
  await applyUsability(ctx, trx, { repository, usability: publication.usability });
  await applyTerms(ctx, trx, { repository, terms: publication.terms });
  await editCard(ctx, addressOf(repository), { trx, settings: settingsOf(kind, publication) });
  await pinSubmission(trx, assetId);
  if (publication.version !== undefined) {
    const version = { ...publication.version, regions };
    await addFirstVersion(ctx, trx, { repository, version });
  }
  await emit(trx, listingSubmitted, { assetId });
}

/** PUB-8: to the versions that were shown, or to those in force for whoever shows none. */
async function noteConsent(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { agreements }: Publication,
): Promise<void> {
  const needed = PUBLISHING_AGREEMENTS;
  const inForce = await currentAgreements({ ...ctx, db: trx });
  await requireConsent(trx, ctx, {
    agreements: agreements ?? agreementsAmong(inForce, needed),
    needed,
  });
}

async function applyTerms(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, terms }: { repository: Repository; terms: Publication["terms"] },
): Promise<void> {
  if (terms !== undefined) await setTerms({ ...ctx, db: trx }, addressOf(repository), terms);
}

function addressOf({ kind, ownerName, name }: Repository): Address {
  return { kind, owner: ownerName, name };
}
