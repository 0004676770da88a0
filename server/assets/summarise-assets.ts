import type { AssetSummary } from "#contract/assets/asset.ts";
import type { Database } from "../platform/database/index.ts";
import { presentSummaries } from "./present-asset.ts";
import { getAssetsInOrder } from "./store/assets.ts";

/** Assets by id as cards of a list, for lists of later words; what the viewer sees is theirs to know. */
export async function summariseAssets(
  db: Database,
  ids: readonly number[],
  viewerId: number | null,
): Promise<Map<number, AssetSummary>> {
  const rows = await getAssetsInOrder(db, [...new Set(ids)], viewerId);
  const summaries = presentSummaries(rows);
  const byId = new Map<number, AssetSummary>();
  for (const [index, summary] of summaries.entries()) byId.set(rows[index]?.id ?? 0, summary);
  return byId;
}
