import type { AssetKind } from "#contract/fields.ts";
import type { ListedFacts } from "#contract/publishing/kind-endpoints.ts";
import { fieldsOf, type PublicationField } from "#contract/publishing/publication-fields.ts";
import { KindFacts } from "#contract/publishing/publication.ts";
import { setContentRule } from "../../assets/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { updateFacts } from "./store.ts";

const FACTS = Object.keys(KindFacts.shape) as (keyof KindFacts & PublicationField)[];

/** What of a publication this kind says beside its card; fields it does not have are left out. */
export function factsOf(kind: AssetKind, given: KindFacts): KindFacts {
  const fields = fieldsOf(kind);
  const said = FACTS.filter(
    (fact) => fields.includes(fact) && given[fact] !== undefined && given[fact] !== "",
  );
  return KindFacts.parse(Object.fromEntries(said.map((fact) => [fact, given[fact]])));
}

/** What was given: a field that is left out says nothing, not that there is nothing. */
export function withoutUndefined<Facts extends KindFacts>(facts: Facts): Facts {
  const given = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Facts;
}

/**
 * Stores what a listing says, with what follows from it: closed code is read by nobody but who
 * manages the asset (PUB-11), open code by whoever its visibility shows it to.
 */
export async function applyFacts(
  trx: DatabaseTransaction,
  assetId: number,
  listed: ListedFacts,
): Promise<void> {
  await updateFacts(trx, assetId, listed);
  await setContentRule(trx, assetId, { isCodeClosed: listed.facts.isCodeOpen === false });
}
