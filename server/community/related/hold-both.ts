import { problem } from "#contract/problems.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { lockRepository } from "../../repositories/index.ts";
import type { Link } from "./store/related.ts";

/**
 * Holds both ends until the transaction ends, the lower id first, as everywhere.
 * @throws {Problem} `not-found` when one was deleted.
 */
export async function holdBoth(
  trx: DatabaseTransaction,
  { assetId, relatedId }: Link,
): Promise<void> {
  const [first, second] = assetId < relatedId ? [assetId, relatedId] : [relatedId, assetId];
  for (const id of [first, second]) {
    if ((await lockRepository(trx, id)) === undefined) throw problem("not-found");
  }
}
