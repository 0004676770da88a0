import type { Asset } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { findHead, findRepository, levelOf } from "../repositories/index.ts";
import { countView } from "./count-use.ts";
import { presentAsset } from "./present-asset.ts";
import { getAssetRow } from "./store/assets.ts";

/** One asset with what this viewer may do; what they may not know exists is not found. */
export async function getAsset(ctx: RequestContext, address: Address): Promise<Asset> {
  const found = await findRepository(ctx, address);
  if (found === undefined || found.level < 1) throw problem("not-found");
  const asset = await presentById(ctx, { id: found.repository.id, level: found.level });
  if (!asset.abilities.manage) countView(ctx, found.repository.id);
  return asset;
}

/** The same by id, for use-cases that have just made or changed it. */
export async function getAssetById(ctx: RequestContext, id: number): Promise<Asset> {
  return presentById(ctx, { id, level: await levelOf(ctx, id) });
}

async function presentById(ctx: RequestContext, { id, level }: { id: number; level: number }) {
  const { viewer } = ctx;
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  const [row, head] = await Promise.all([getAssetRow(ctx.db, id, viewerId), findHead(ctx.db, id)]);
  return presentAsset(ctx.db, { row, level, head, viewer });
}
