import type { AssetKind } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { findAssets } from "../search/find-assets.ts";
import { parseQuery } from "../search/parse-query.ts";
import { type AssetRow, getAssetsInOrder } from "../store/assets.ts";

type Best = { words: string; kind?: AssetKind; limit: number };

/** The best matches that this viewer may see, and how many there are of them. */
export async function findBest(
  ctx: RequestContext,
  { words, kind, limit }: Best,
): Promise<{ rows: AssetRow[]; total: { value: number; isExact: boolean } }> {
  // Signs alone ask for nothing, where a list would show everything.
  if (parseQuery(words) === undefined) return { rows: [], total: { value: 0, isExact: true } };
  const { viewer } = ctx;
  const { assetIds, total } = await findAssets(ctx.db, {
    viewer,
    words,
    kind,
    sort: "relevance",
    limit,
    now: ctx.now(),
    withFacets: false,
  });
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  return { rows: await getAssetsInOrder(ctx.db, assetIds, viewerId), total };
}
