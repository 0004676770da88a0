import { z } from "zod";
import type { ListingState } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { PageQuery } from "#contract/paging.ts";
import { requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, encodeCursor } from "../platform/paging.ts";
import { presentSummaries } from "./present-asset.ts";
import { countByKind, listByNamespaces } from "./store/assets.ts";

export const UpdatedCursor = z.tuple([z.coerce.date(), z.number().int()]);

type Query = PageQuery & {
  kind?: AssetKind | undefined;
  state?: ListingState | undefined;
  q?: string | undefined;
};

/** Assets of one's own account and organisations, whatever their state, with counts by kind. */
export async function listOwnAssets(ctx: RequestContext, query: Query) {
  const viewer = requireAccount(ctx);
  const namespaceIds = [...viewer.roles.keys()];
  const key = decodeCursor(query.cursor, UpdatedCursor);
  const [rows, counts] = await Promise.all([
    listByNamespaces(ctx.db, {
      ...query,
      namespaceIds,
      viewerId: viewer.accountId,
      after: key === null ? null : { updatedAt: key[0], id: key[1] },
      limit: query.limit + 1,
    }).execute(),
    countByKind(ctx.db, namespaceIds),
  ]);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await presentSummaries(ctx.db, shown),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.updated_at, last.id]) : null,
    counts,
  };
}
