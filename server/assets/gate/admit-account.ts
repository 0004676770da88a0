import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { findGrants, grantRight, withdrawRight } from "../../repositories/index.ts";

const READ = 2;

type Admission = { assetId: number; accountId: number };

/** Lets one account read, as far as the asset is shown to it. */
export async function admitAccount(
  trx: DatabaseTransaction,
  { assetId, accountId }: Admission,
): Promise<void> {
  const isOpen = (await findGrants(trx, assetId, "visibility")).length > 0;
  const isShown =
    isOpen ||
    (await findGrants(trx, assetId, "share")).some(({ namespaceId }) => namespaceId === accountId);
  if (!isShown) return;
  await grantRight(trx, assetId, {
    source: "gate",
    grant: { namespaceId: accountId, level: READ },
  });
}

export async function dismissAccount(
  trx: DatabaseTransaction,
  { assetId, accountId }: Admission,
): Promise<void> {
  await withdrawRight(trx, assetId, { source: "gate", namespaceId: accountId });
}
