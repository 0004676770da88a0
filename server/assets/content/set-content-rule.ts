import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { refreshSearch } from "../refresh-search.ts";
import { applyContentRule } from "./apply-content-rule.ts";
import type { ContentFacts } from "./content-rule.ts";
import { readContentFacts, updateContentFacts } from "./store.ts";

/**
 * Changes what decides who reads the content; what is not given stays. Pages, API and protocols
 * follow with the transaction.
 */
export async function setContentRule(
  trx: DatabaseTransaction,
  assetId: number,
  change: Partial<Omit<ContentFacts, "gate">>,
): Promise<void> {
  const before = await readContentFacts(trx, assetId);
  const after = { ...before, ...change };
  const isSame =
    before.needsSubscription === after.needsSubscription &&
    before.isCodeClosed === after.isCodeClosed;
  if (isSame) return;
  await updateContentFacts(trx, assetId, after);
  await applyContentRule(trx, assetId);
  await refreshSearch(trx, assetId);
}
