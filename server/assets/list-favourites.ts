import { z } from "zod";
import type { AssetSummary } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, encodeCursor } from "../platform/paging.ts";
import { presentSummaries } from "./present-asset.ts";
import { requireAccount } from "../accounts/index.ts";
import { getAssetsInOrder } from "./store/assets.ts";
import { listFavouriteIds } from "./store/favourites.ts";

const Cursor = z.tuple([z.coerce.date(), z.number().int()]);

type Query = PageQuery & { kind?: AssetKind | undefined; q?: string | undefined };

/** One's own favourites that one may still see, newest first. */
export async function listFavourites(
  ctx: RequestContext,
  { cursor, limit, kind, q }: Query,
): Promise<Page<AssetSummary>> {
  const { accountId } = requireAccount(ctx);
  const key = decodeCursor(cursor, Cursor);
  const rows = await listFavouriteIds(ctx.db, {
    accountId,
    viewer: ctx.viewer,
    kind,
    q,
    after: key === null ? null : { createdAt: key[0], id: key[1] },
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const ids = shown.map((row) => row.asset_id);
  const last = shown.at(-1);
  return {
    items: await presentSummaries(ctx.db, await getAssetsInOrder(ctx.db, ids, accountId)),
    nextCursor: rows.length > limit && last ? encodeCursor([last.created_at, last.asset_id]) : null,
  };
}
