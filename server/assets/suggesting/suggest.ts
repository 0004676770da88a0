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
 * DIS-1: a few things of every sort for words that are still being typed: a few small searches and
 * no facets, whatever is typed.
 */
export async function suggest(ctx: RequestContext, q: string): Promise<Suggestions> {
  if (q === "") return { assets: [], articles: [], namespaces: [] };
  const [mixed, articles, namespaces] = await Promise.all([
    // Articles have a part of their own, so as many of them may fall away here.
    findTyped(ctx, { words: q, limit: ASSETS + ARTICLES }),
    findTyped(ctx, { words: q, kind: "article", limit: ARTICLES }),
    findNamespaces(ctx, { q, limit: NAMESPACES }),
  ]);
  const assets = mixed.rows.filter(({ kind }) => kind !== "article").slice(0, ASSETS);
  const shown = presentSummaries([...assets, ...articles.rows]);
  return {
    assets: shown.slice(0, assets.length).map(toSuggestion),
    articles: shown.slice(assets.length).map(toSuggestion),
    namespaces,
  };
}

/** The index knows no beginnings below three letters: where they find nothing, they do not count. */
const JUST_BEGUN = /^(.*[^\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]{1,2}$/su;

async function findTyped(ctx: RequestContext, search: Parameters<typeof findBest>[1]) {
  const found = await findBest(ctx, search);
  const [, settled] = JUST_BEGUN.exec(search.words) ?? [];
  const isDone = found.rows.length > 0 || settled === undefined;
  return isDone ? found : findBest(ctx, { ...search, words: settled });
}

function toSuggestion(asset: AssetSummary): AssetSuggestion {
  const { id, kind, owner, name, title, titleZh, description, isOfficial } = asset;
  return { id, kind, owner, name, title, titleZh, description, isOfficial };
}
