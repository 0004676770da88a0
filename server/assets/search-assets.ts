import type { AssetQuery, AssetResults } from "#contract/assets/asset.ts";
import { problem } from "#contract/problems.ts";
import { findNamespace } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { presentSummaries } from "./present-asset.ts";
import { findCorrected } from "./search/find-corrected.ts";
import { getAssetsInOrder } from "./store/assets.ts";

/** DIS-1: one page of the listed assets that this viewer may see, with total and facets. */
export async function searchAssets(ctx: RequestContext, query: AssetQuery): Promise<AssetResults> {
  const { viewer } = ctx;
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  const namespaceId = await findOwner(ctx, query.owner);
  if (namespaceId === null) return NOTHING;
  if (query.favourite && viewerId === null) throw problem("not-signed-in");
  const answer = await findCorrected(ctx.db, {
    viewer,
    words: query.q,
    isAsTyped: query.asTyped,
    kind: query.kind,
    namespaceId,
    favouritesOf: query.favourite ? (viewerId ?? undefined) : undefined,
    isOfficial: query.official,
    isFeatured: query.featured,
    filters: {
      task: query.task,
      licence: query.licence,
      language: query.language,
      framework: query.framework,
      hardware: query.hardware,
      dataType: query.dataType,
      category: query.category,
    },
    sort: query.sort,
    cursor: query.cursor,
    limit: query.limit,
    now: ctx.now(),
  });
  const rows = await getAssetsInOrder(ctx.db, answer.assetIds, viewerId);
  return {
    items: presentSummaries(rows),
    nextCursor: answer.nextCursor,
    total: answer.total,
    facets: answer.facets,
    correction: answer.correction,
  };
}

/** Undefined: any owner; null: an owner that does not exist has no assets. */
async function findOwner(ctx: RequestContext, owner: string | undefined) {
  if (owner === undefined) return undefined;
  const namespace = await findNamespace(ctx.db, owner);
  return namespace?.id ?? null;
}

const NOTHING: AssetResults = {
  items: [],
  nextCursor: null,
  total: { value: 0, isExact: true },
  facets: { task: [], licence: [], language: [], framework: [], dataType: [], category: [] },
  correction: null,
};
