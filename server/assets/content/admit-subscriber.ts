import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { findGrants, grantRight, withdrawRight } from "../../repositories/index.ts";
import { findRequest } from "../gate/store/requests.ts";
import { subscribedLevel } from "./content-rule.ts";
import { readContentFacts } from "./store.ts";

type Subscriber = { assetId: number; accountId: number };

/** Lets a subscriber use the asset, whatever becomes of its listing. @param validUntil null: no end */
export async function admitSubscriber(
  trx: DatabaseTransaction,
  { assetId, accountId, validUntil }: Subscriber & { validUntil: Date | null },
): Promise<void> {
  const facts = await readContentFacts(trx, assetId);
  const isAdmitted = await isLetThrough(trx, { assetId, accountId });
  await grantRight(trx, assetId, {
    source: "subscription",
    grant: { namespaceId: accountId, level: subscribedLevel(facts, isAdmitted), validUntil },
  });
}

export async function dismissSubscriber(
  trx: DatabaseTransaction,
  { assetId, accountId }: Subscriber,
): Promise<void> {
  await withdrawRight(trx, assetId, { source: "subscription", namespaceId: accountId });
}

/** Whether the owner has let this account through the gate. */
export async function isLetThrough(
  db: Database,
  { assetId, accountId }: Subscriber,
): Promise<boolean> {
  const request = await findRequest(db, { assetId, accountId });
  return request?.status === "accepted";
}

/** Whether the visibility shows the asset to this account, subscribed or not. */
export async function isShownTo(
  db: Database,
  { assetId, accountId }: Subscriber,
): Promise<boolean> {
  if ((await findGrants(db, assetId, "visibility")).length > 0) return true;
  const shares = await findGrants(db, assetId, "share");
  return shares.some(({ namespaceId }) => namespaceId === accountId);
}
