import type { DatabaseTransaction } from "../../platform/database/index.ts";
import {
  changeLevels,
  findGrants,
  type Grant,
  setGrants,
  setReadNeeds,
} from "../../repositories/index.ts";
import { listAdmitted } from "../gate/store/requests.ts";
import { admittedLevel, readNeedsOf, shownLevel, subscribedLevel } from "./content-rule.ts";
import { readContentFacts } from "./store.ts";

/**
 * The one place where visibility, gate, need of a subscription and closed code become grants. It
 * narrows what the visibility gave: everyone it shows the asset to sees it, and reads it, once
 * nothing is missing. Subscribers keep what they have until its end, whatever becomes of the
 * listing.
 */
export async function applyContentRule(trx: DatabaseTransaction, assetId: number): Promise<void> {
  const facts = await readContentFacts(trx, assetId);
  const shown: Grant[] = [];
  for (const source of ["visibility", "share"] as const) {
    shown.push(...(await findGrants(trx, assetId, source)));
    await changeLevels(trx, assetId, { source, level: shownLevel(facts) });
  }
  const reached = new Set(shown.map(({ namespaceId }) => namespaceId));
  const admitted = facts.gate === "off" ? [] : await listAdmitted(trx, assetId);
  await setGrants(trx, assetId, {
    source: "gate",
    grants: admitted
      .filter(({ accountId }) => reached.has(null) || reached.has(accountId))
      .map(({ accountId, validUntil }) => ({
        namespaceId: accountId,
        level: admittedLevel(facts),
        validUntil,
      })),
  });
  const source = "subscription";
  const level = subscribedLevel(facts, false);
  await changeLevels(trx, assetId, { source, level });
  const of = admitted.map(({ accountId }) => accountId);
  await changeLevels(trx, assetId, { source, level: subscribedLevel(facts, true), of });
  await setReadNeeds(trx, assetId, readNeedsOf(facts));
}
