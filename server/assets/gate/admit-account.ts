import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { changeLevels, grantRight, withdrawRight } from "../../repositories/index.ts";
import { isShownTo } from "../content/admit-subscriber.ts";
import { admittedLevel, subscribedLevel } from "../content/content-rule.ts";
import { readContentFacts } from "../content/store.ts";

type Key = { assetId: number; accountId: number };

/**
 * Lets one account through the gate, as far as the asset is shown to it.
 * @param validUntil null: without end
 */
export async function admitAccount(
  trx: DatabaseTransaction,
  { assetId, accountId, validUntil }: Key & { validUntil: Date | null },
): Promise<void> {
  const facts = await readContentFacts(trx, assetId);
  const level = subscribedLevel(facts, true);
  await changeLevels(trx, assetId, { source: "subscription", level, of: [accountId] });
  if (!(await isShownTo(trx, { assetId, accountId }))) return;
  await grantRight(trx, assetId, {
    source: "gate",
    grant: { namespaceId: accountId, level: admittedLevel(facts), validUntil },
  });
}

export async function dismissAccount(
  trx: DatabaseTransaction,
  { assetId, accountId }: Key,
): Promise<void> {
  const facts = await readContentFacts(trx, assetId);
  const level = subscribedLevel(facts, false);
  await changeLevels(trx, assetId, { source: "subscription", level, of: [accountId] });
  await withdrawRight(trx, assetId, { source: "gate", namespaceId: accountId });
}
