import type { AssetSuggestion, Suggestions } from "#contract/assets/suggestion.ts";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { findNamespaces } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { presentSummaries } from "../present-asset.ts";
import { findBest } from "./find-best.ts";

const ASSETS = 6;
const ARTICLES = 3;
const NAMESPACES = 4;

/**
 * DIS-1: a few things of every sort for words that are still being typed: three small searches and
 * no counting, whatever is typed.
 */
export async function suggest(ctx: RequestContext, q: string): Promise<Suggestions> {
  if (q === "") return { assets: [], articles: [], namespaces: [] };
  const [mixed, articles, namespaces] = await Promise.all([
    // Articles have a part of their own, so as many of them may fall away here.
    findBest(ctx, { words: q, limit: ASSETS + ARTICLES }),
    findBest(ctx, { words: q, kind: "article", limit: ARTICLES }),
    findNamespaces(ctx, { q, limit: NAMESPACES }),
  ]);
  const assets = mixed.rows.filter(({ kind }) => kind !== "article").slice(0, ASSETS);
  const shown = await presentSummaries(ctx.db, [...assets, ...articles.rows]);
  return {
    assets: shown.slice(0, assets.length).map(toSuggestion),
    articles: shown.slice(assets.length).map(toSuggestion),
    namespaces,
  };
}

function toSuggestion(asset: AssetSummary): AssetSuggestion {
  const { id, kind, owner, name, title, titleZh, description, coverUrl, isOfficial } = asset;
  return { id, kind, owner, name, title, titleZh, description, coverUrl, isOfficial };
}
