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
import { listByNamespaces } from "./store/assets.ts";

/** Assets of a person or organisation that this viewer may see, newest change first. */
export async function listNamespaceAssets(
  ctx: RequestContext,
  owner: string,
  query: PageQuery & { kind?: AssetKind | undefined },
): Promise<Page<AssetSummary>> {
  const namespace = await findNamespace(ctx.db, owner);
  if (namespace === undefined) throw problem("not-found");
  const key = decodeCursor(query.cursor, UpdatedCursor);
  const rows = await listByNamespaces(ctx.db, {
    namespaceIds: [namespace.id],
    kind: query.kind,
    viewerId: ctx.viewer.kind === "account" ? ctx.viewer.accountId : null,
    after: key === null ? null : { updatedAt: key[0], id: key[1] },
    limit: query.limit + 1,
  })
    .where((eb) => visibleRepositories(ctx.viewer, 1)(eb.ref("repositories.id")))
    .execute();
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await presentSummaries(ctx.db, shown),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.updated_at, last.id]) : null,
  };
}
