import { problem } from "#contract/problems.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { findNewestVersion, findVersion } from "../publishing/index.ts";

/**
 * The version that is subscribed to: the one that is wanted, else the highest available one, else
 * none. @throws {Problem} `version-not-found` for one that is not offered.
 */
export async function chooseVersion(
  trx: DatabaseTransaction,
  { assetId, wanted }: { assetId: number; wanted: string | undefined },
): Promise<string | null> {
  if (wanted === undefined) return (await findNewestVersion(trx, assetId))?.number ?? null;
  const version = await findVersion(trx, assetId, wanted);
  if (version?.status === "available") return version.number;
  throw problem("version-not-found", { detail: `There is no version ${wanted} to subscribe to` });
}
