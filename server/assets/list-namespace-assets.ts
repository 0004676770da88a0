import type { AssetSummary } from "#contract/assets/asset.ts";
import type { KindCounts } from "#contract/assets/own.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { problem } from "#contract/problems.ts";
import { findNamespace } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, encodeCursor } from "../platform/paging.ts";
import { UpdatedCursor } from "./list-own-assets.ts";
import { presentSummaries } from "./present-asset.ts";
import { type AssetRow, countByNamespaces, listByNamespaces } from "./store/assets.ts";
import { sumCounts } from "./sum-counts.ts";

type Query = PageQuery & { kind?: AssetKind | undefined; q?: string | undefined };

/** Assets of a person or organisation that this viewer may see, with how many of each kind. */
export async function listNamespaceAssets(
  ctx: RequestContext,
  owner: string,
  query: Query,
): Promise<Page<AssetSummary> & { counts: KindCounts }> {
  const namespace = await findNamespace(ctx.db, owner);
  if (namespace === undefined) throw problem("not-found");
  const [{ rows, nextCursor }, counts] = await Promise.all([
    listNamespaceRows(ctx, { ...query, namespaceId: namespace.id }),
    countByNamespaces(ctx.db, {
      namespaceIds: [namespace.id],
      viewer: ctx.viewer,
      q: query.q,
    }).execute(),
  ]);
  const { kinds } = sumCounts(counts);
  return { items: presentSummaries(rows), nextCursor, counts: kinds };
}

type RowsQuery = {
  namespaceId: number;
  kind?: AssetKind | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  order?: "updated" | "created" | undefined;
};

/** The same as rows, for lists that present them otherwise. */
export async function listNamespaceRows(
  ctx: RequestContext,
  { namespaceId, kind, q, cursor, limit, order }: RowsQuery,
): Promise<{ rows: AssetRow[]; nextCursor: string | null }> {
  const key = decodeCursor(cursor, UpdatedCursor);
  const rows = await listByNamespaces(ctx.db, {
    namespaceIds: [namespaceId],
    kind,
    q,
    viewer: ctx.viewer,
    after: key === null ? null : { updatedAt: key[0], id: key[1] },
    limit: limit + 1,
    order,
  }).execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { rows: shown, nextCursor: hasMore ? encodeCursor([last.updated_at, last.id]) : null };
}
