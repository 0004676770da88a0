import { z } from "zod";
import type { AssetSummary, ListingState } from "#contract/assets/asset.ts";
import type { FilterCounts } from "#contract/assets/own.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, encodeCursor } from "../platform/paging.ts";
import { presentSummaries } from "./present-asset.ts";
import { countFavouriteRows, listFavouriteRows } from "./store/favourites.ts";
import { sumCounts } from "./sum-counts.ts";

const Cursor = z.tuple([z.coerce.date(), z.number().int()]);

type Query = PageQuery & {
  kind?: AssetKind | undefined;
  state?: ListingState | undefined;
  q?: string | undefined;
};

/** DIS-3, ACC-9: one's own favourites that one may still see, newest first. */
export async function listFavourites(
  ctx: RequestContext,
  { cursor, limit, ...chosen }: Query,
): Promise<Page<AssetSummary> & { counts: FilterCounts }> {
  const { accountId } = requireAccount(ctx);
  const key = decodeCursor(cursor, Cursor);
  const filter = { accountId, viewer: ctx.viewer, ...chosen };
  const [rows, counts] = await Promise.all([
    listFavouriteRows(ctx.db, {
      ...filter,
      after: key === null ? null : { createdAt: key[0], id: key[1] },
      limit: limit + 1,
    }),
    countFavouriteRows(ctx.db, filter).execute(),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: presentSummaries(shown),
    nextCursor: rows.length > limit && last ? encodeCursor([last.kept_at, last.id]) : null,
    counts: sumCounts(counts, chosen),
  };
}
