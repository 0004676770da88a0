import type { AssetSummary } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { problem } from "#contract/problems.ts";
import { findNamespace } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, encodeCursor } from "../platform/paging.ts";
import { visibleRepositories } from "../repositories/index.ts";
import { UpdatedCursor } from "./list-own-assets.ts";
import { presentSummaries } from "./present-asset.ts";
import { type AssetRow, listByNamespaces } from "./store/assets.ts";

/** Assets of a person or organisation that this viewer may see, newest change first. */
export async function listNamespaceAssets(
  ctx: RequestContext,
  owner: string,
  query: PageQuery & { kind?: AssetKind | undefined },
): Promise<Page<AssetSummary>> {
  const namespace = await findNamespace(ctx.db, owner);
  if (namespace === undefined) throw problem("not-found");
  const { rows, nextCursor } = await listNamespaceRows(ctx, {
    ...query,
    namespaceId: namespace.id,
  });
  return { items: await presentSummaries(ctx.db, rows), nextCursor };
}

type RowsQuery = {
  namespaceId: number;
  kind?: AssetKind | undefined;
  cursor?: string | undefined;
  limit: number;
  order?: "updated" | "created" | undefined;
};

/** The same as rows, for lists that present them otherwise. */
export async function listNamespaceRows(
  ctx: RequestContext,
  { namespaceId, kind, cursor, limit, order }: RowsQuery,
): Promise<{ rows: AssetRow[]; nextCursor: string | null }> {
  const key = decodeCursor(cursor, UpdatedCursor);
  const rows = await listByNamespaces(ctx.db, {
    namespaceIds: [namespaceId],
    kind,
    viewerId: ctx.viewer.kind === "account" ? ctx.viewer.accountId : null,
    after: key === null ? null : { updatedAt: key[0], id: key[1] },
    limit: limit + 1,
    order,
  })
    .where((eb) => visibleRepositories(ctx.viewer, 1)(eb.ref("repositories.id")))
    .execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { rows: shown, nextCursor: hasMore ? encodeCursor([last.updated_at, last.id]) : null };
}
