import { z } from "zod";
import type { AssetSummary } from "#contract/assets/asset.ts";
import type { ArticleSummary } from "#contract/community/article.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { searchAssets, summariseAssets } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { listMostLiked, readLikes } from "./store/likes.ts";

type ArticleQuery = PageQuery & {
  q?: string | undefined;
  category?: string | undefined;
  sort: "newest" | "likes";
};

const LikesCursor = z.tuple([z.number().int(), z.number().int()]);
const NOT_LIKED = { likes: 0, isLiked: false };

/** COM-3: published articles that this viewer may see. Those that match words come by relevance. */
export async function listArticles(
  ctx: RequestContext,
  query: ArticleQuery,
): Promise<Page<ArticleSummary>> {
  const isByLikes = query.sort === "likes" && !query.q;
  const { items, nextCursor } = await (isByLikes ? byLikes(ctx, query) : bySearch(ctx, query));
  const ids = items.map(({ id }) => id);
  const likes = await readLikes(ctx.db, ids, viewerIdOf(ctx));
  return {
    items: items.map((asset) => ({ asset, ...(likes.get(asset.id) ?? NOT_LIKED) })),
    nextCursor,
  };
}

async function bySearch(
  ctx: RequestContext,
  { q, category, cursor, limit }: ArticleQuery,
): Promise<Page<AssetSummary>> {
  const { items, nextCursor } = await searchAssets(ctx, {
    kind: "article",
    asTyped: true,
    limit,
    sort: q ? "relevance" : "newest",
    ...(q ? { q } : {}),
    ...(category === undefined ? {} : { category: [category] }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  return { items, nextCursor };
}

async function byLikes(
  ctx: RequestContext,
  { category, cursor, limit }: ArticleQuery,
): Promise<Page<AssetSummary>> {
  const key = decodeCursor(cursor, LikesCursor);
  const rows = await listMostLiked(ctx.db, {
    viewer: ctx.viewer,
    category,
    after: key === null ? null : { likes: key[0], id: key[1] },
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit).map(({ id }) => id);
  const summaries = await summariseAssets(ctx.db, shown, viewerIdOf(ctx));
  const page = toPage(rows, limit, {
    itemOf: ({ id }) => summaries.get(id),
    keyOf: ({ likes, id }) => [likes, id],
  });
  return { ...page, items: page.items.filter((item) => item !== undefined) };
}

function viewerIdOf({ viewer }: RequestContext): number | null {
  return viewer.kind === "account" ? viewer.accountId : null;
}
