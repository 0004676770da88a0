import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Repository } from "../../repositories/index.ts";
import { addFirstVersion } from "./add-version.ts";
import { selectVersions } from "./store.ts";

/** A listing brings one at a time; others are of earlier days. */
const ATTEMPTS = 100;

/**
 * PUB-5: a publication that is tried again takes the version that came with it along: the version is
 * of the commit that is submitted now.
 */
export async function renewFirstVersion(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  repository: Repository,
): Promise<void> {
  const attempts = await selectVersions(trx, {
    assetId: repository.id,
    statuses: ["publishing", "failed"],
    limit: ATTEMPTS,
  });
  const version = attempts.find(({ cameWithListing }) => cameWithListing);
  if (version === undefined) return;
  const { number, description, constraints, regions } = version;
  await addFirstVersion(ctx, trx, {
    repository,
    version: { number, description, constraints, regions },
  });
}
