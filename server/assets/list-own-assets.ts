import { z } from "zod";
import type { ListingState } from "#contract/assets/asset.ts";
import type { FilterCounts, OwnAsset } from "#contract/assets/own.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { requireAccount, type SignedIn } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, encodeCursor } from "../platform/paging.ts";
import { rightLevel } from "../repositories/index.ts";
import { abilitiesOf } from "./policy.ts";
import { presentSummaries } from "./present-asset.ts";
import { countByNamespaces, listByNamespaces, type OwnRow } from "./store/assets.ts";
import { sumCounts } from "./sum-counts.ts";

export const UpdatedCursor = z.tuple([z.coerce.date(), z.number().int()]);

type Query = PageQuery & {
  kind?: AssetKind | undefined;
  state?: ListingState | undefined;
  q?: string | undefined;
};

/** ACC-9: assets of one's own account and organisations, with how many there are of each kind. */
export async function listOwnAssets(
  ctx: RequestContext,
  query: Query,
): Promise<Page<OwnAsset> & { counts: FilterCounts }> {
  const viewer = requireAccount(ctx);
  const key = decodeCursor(query.cursor, UpdatedCursor);
  const filter = { ...query, viewer, namespaceIds: [...viewer.roles.keys()] };
  const [rows, counts] = await Promise.all([
    listByNamespaces(ctx.db, {
      ...filter,
      after: key === null ? null : { updatedAt: key[0], id: key[1] },
      limit: query.limit + 1,
    }).execute(),
    countByNamespaces(ctx.db, filter).execute(),
  ]);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const summaries = presentSummaries(shown);
  return {
    items: shown.flatMap((row, index) => {
      const summary = summaries[index];
      return summary === undefined ? [] : [{ ...summary, ...ownFacts(viewer, row, ctx.now()) }];
    }),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.updated_at, last.id]) : null,
    counts: sumCounts(counts, query),
  };
}

/** The namespace that an asset belongs to manages it; its roles and the credential narrow that. */
function ownFacts(viewer: SignedIn, row: OwnRow, now: Date) {
  const grants = [{ namespaceId: row.namespace_id, level: 4 as const }];
  const level = rightLevel(viewer, { repositoryId: row.id, grants, now });
  return {
    views: row.views,
    sizeBytes: row.size_bytes,
    fileCount: row.file_count,
    completeness: row.completeness ?? 0,
    publishedAt: row.published_at?.toISOString() ?? null,
    abilities: abilitiesOf(viewer, {
      kind: row.kind as AssetKind,
      level,
      state: row.listing_state as ListingState,
    }),
  };
}
