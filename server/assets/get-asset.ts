import type { Asset } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { findHead, findRepository, type FoundRepository } from "../repositories/index.ts";
import { countView } from "./count-use.ts";
import { presentAsset } from "./present-asset.ts";
import { getAssetRow } from "./store/assets.ts";

/** One asset with what this viewer may do; what they may not know exists is not found. */
export async function getAsset(ctx: RequestContext, address: Address): Promise<Asset> {
  const found = await findRepository(ctx, address);
  if (found === undefined || found.level < 1) throw problem("not-found");
  const asset = await presentFound(ctx, found);
  if (!asset.abilities.manage) countView(ctx, found.repository.id);
  return asset;
}

/** The same without counting a view, for use-cases that have just made or changed it. */
export async function getChangedAsset(ctx: RequestContext, address: Address): Promise<Asset> {
  const found = await findRepository(ctx, address);
  if (found === undefined) throw problem("not-found");
  return presentFound(ctx, found);
}

async function presentFound(ctx: RequestContext, { repository, level }: FoundRepository) {
  const { viewer } = ctx;
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  const [row, head] = await Promise.all([
    getAssetRow(ctx.db, repository.id, viewerId),
    findHead(ctx, repository),
  ]);
  return presentAsset(ctx.db, { row, level, head, viewer });
}
