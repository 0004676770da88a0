import { listManagers, notify } from "../accounts/index.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { getRepositoryById } from "../repositories/index.ts";
import { moveState } from "./move-state.ts";
import { describePlace } from "./review/describe-place.ts";

type Removal = { assetId: number; operatorId: number; reason: string; at: Date };

/**
 * COM-5: an operator unlists what was reported with good cause, and those who manage it learn why.
 * From then on an administrator alone puts it back.
 * @throws {Problem} `listing-state-wrong` for what is not published.
 */
export async function takeOffShelf(
  trx: DatabaseTransaction,
  { assetId, operatorId: accountId, reason, at }: Removal,
): Promise<void> {
  await moveState(trx, { assetId, from: "published", to: "unlisted", accountId, at, reason });
  const repository = await getRepositoryById(trx, assetId);
  const { name, path } = describePlace(repository);
  await notify(trx, {
    to: await listManagers(trx, repository.namespaceId),
    kind: "listing-taken-down",
    params: { asset: name, reason },
    path: `${path}/settings`,
  });
}
