import type { SearchOverview } from "#contract/assets/suggestion.ts";
import { ASSET_KINDS } from "#contract/fields.ts";
import { findNamespaces } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { inTurns } from "../../platform/in-turns.ts";
import { findCorrected } from "../search/find-corrected.ts";
import { parseQuery } from "../search/parse-query.ts";
import { presentSummaries } from "../present-asset.ts";
import { findBest } from "./find-best.ts";

const OF_A_KIND = 4;
const NAMESPACES = 8;
/** Of one request, so that it leaves connections to the others. */
const SEARCHES_AT_ONCE = 3;

/**
 * DIS-1: the best matches of every kind, kinds without any left out. Words that find nothing of any
 * kind are corrected once for all of them.
 */
export async function searchOverview(ctx: RequestContext, q: string): Promise<SearchOverview> {
  if (parseQuery(q) === undefined) return { sections: [], namespaces: [], correction: null };
  const correction = await findCorrection(ctx, q);
  const words = correction?.isApplied ? correction.words : q;
  const inTurn = inTurns(SEARCHES_AT_ONCE);
  const [namespaces, ...found] = await Promise.all([
    inTurn(() => findNamespaces(ctx, { q, limit: NAMESPACES })),
    ...ASSET_KINDS.map((kind) =>
      inTurn(async () => ({ kind, ...(await findBest(ctx, { words, kind, limit: OF_A_KIND })) })),
    ),
  ]);
  const filled = found.filter(({ rows }) => rows.length > 0);
  const summaries = presentSummaries(filled.flatMap(({ rows }) => rows));
  const byId = new Map(summaries.map((summary) => [summary.id, summary]));
  return {
    sections: filled.map(({ kind, rows, total }) => ({
      kind,
      total,
      items: rows.flatMap((row) => byId.get(row.public_id) ?? []),
    })),
    namespaces,
    correction,
  };
}

async function findCorrection(ctx: RequestContext, words: string) {
  const { correction } = await findCorrected(ctx.db, {
    viewer: ctx.viewer,
    words,
    sort: "relevance",
    limit: 1,
    now: ctx.now(),
    withFacets: false,
  });
  return correction;
}
