import type { AssetSummary } from "#contract/assets/asset.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { summariseAssets } from "../summarise-assets.ts";
import { findAssetById } from "./find-asset-by-id.ts";

/** DIS-4: the asset that an id stands for. @throws {Problem} `asset-unknown`. */
export async function findAsset(ctx: RequestContext, id: string): Promise<AssetSummary> {
  const { viewer } = ctx;
  const repository = await findAssetById(ctx, id);
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  const summaries = await summariseAssets(ctx.db, [repository.id], viewerId);
  const summary = summaries.get(repository.id);
  if (summary === undefined) throw problem("asset-unknown");
  return summary;
}
