import { z } from "zod";
import type { AssetSummary } from "#contract/assets/asset.ts";
import type { Address, AssetKind } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { requireRepository } from "../../repositories/index.ts";
import { summariseAssets } from "../summarise-assets.ts";
import { listDerivedIds, type OriginRole } from "./store.ts";

/** The kinds that cards name as origins. */
const ROLES: Partial<Record<AssetKind, OriginRole>> = { model: "base-model", dataset: "dataset" };

/** DIS-4: what was made from a model or with a dataset, as far as the viewer sees it, newest first. */
export async function listDerivedAssets(
  ctx: RequestContext,
  address: Address,
  { cursor, limit }: PageQuery,
): Promise<Page<AssetSummary>> {
  const { viewer } = ctx;
  const { id, kind, ownerName, name } = await requireRepository(ctx, address, "see");
  const before = decodeCursor(cursor, z.number().int());
  const role = ROLES[kind];
  if (role === undefined) return { items: [], nextCursor: null };
  const place = { role, name: `${ownerName}/${name}`, except: id, before, limit };
  const ids = await listDerivedIds(ctx.db, { viewer, now: ctx.now(), ...place });
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  const summaries = await summariseAssets(ctx.db, ids.slice(0, limit), viewerId);
  const page = toPage(ids, limit, { itemOf: (found) => found, keyOf: (found) => found });
  return { ...page, items: page.items.flatMap((found) => summaries.get(found) ?? []) };
}
