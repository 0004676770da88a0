import type { Address, AssetKind } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { ListedFacts } from "#contract/publishing/kind-endpoints.ts";
import { findFieldFaults } from "#contract/publishing/publication-fields.ts";
import { KindFacts } from "#contract/publishing/publication.ts";
import { getListingFacts, getShelf } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { chooseRegions } from "../regions/choose-regions.ts";
import { applyFacts, factsOf, withoutUndefined } from "./apply-facts.ts";
import { refuseFaults } from "./require-fields.ts";
import { findFacts } from "./store.ts";

type FactsEdit = KindFacts & { regions?: string[] | undefined };

/**
 * PUB-9: changes what a listing says of its kind; what is published shows it at once. What is not
 * given stays.
 * @throws {Problem} `listing-state-wrong` for what was never submitted: a draft says it then.
 */
export async function editFacts(
  ctx: RequestContext,
  address: Address,
  { regions, ...change }: FactsEdit,
): Promise<ListedFacts> {
  const { id, kind, ownerName, name } = await requireRepository(ctx, address, "manage");
  await refuseSensitiveWords(ctx, textsOf(change));
  return withTransaction(ctx.db, async (trx) => {
    const { state } = await getShelf(trx, id);
    if (state === "draft" || state === "in-review") {
      throw problem("listing-state-wrong", {
        detail: `The facts of a listing that is ${state} come with its publication`,
        extra: { state },
      });
    }
    const before = await findFacts(trx, id);
    const facts = factsOf(kind, { ...before.facts, ...withoutUndefined(change) });
    await requireGoodFacts(trx, { id, kind }, facts);
    const chosen = regions === undefined ? before.regions : chooseRegions(ctx, regions);
    const after = { facts, regions: chosen };
    await applyFacts(trx, id, after);
    await recordAudit(trx, ctx, {
      action: "publishing.facts-changed",
      subject: `${ownerName}/${name}`,
      details: { isCodeOpen: facts.isCodeOpen ?? null },
    });
    return after;
  });
}

/** The texts among them that people wrote for others to read. */
export function textsOf(facts: KindFacts) {
  const { paperTitle, source, imageEngine, imageChip, imageDependencies, sampleOutput } = facts;
  return { paperTitle, source, imageEngine, imageChip, imageDependencies, sampleOutput };
}

/** Judges the facts beside what the card says: open code needs the card's licence. */
async function requireGoodFacts(
  trx: DatabaseTransaction,
  { id, kind }: { id: number; kind: AssetKind },
  facts: KindFacts,
): Promise<void> {
  const { licences, description } = await getListingFacts(trx, id);
  const faults = findFieldFaults(kind, { ...facts, description, licence: licences[0] });
  const known = new Set<string>([...Object.keys(KindFacts.shape), "licence"]);
  refuseFaults(faults.filter(({ field }) => known.has(field)));
}
