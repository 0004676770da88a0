import type { SearchLimits, SearchStatistics } from "./plan-query.ts";
import { anyOf, type QueryNode } from "./query-node.ts";

/** How many words a frequent beginning stands for. */
const MAX_WORDS = 24;

/**
 * Replaces frequent beginnings of words by the most frequent words that begin so. The index reads
 * every asset of every word with a beginning before it looks at anything else; of words that are
 * written out, it reads no more than a tier leaves.
 */
export function resolveBeginnings(
  node: QueryNode,
  statistics: SearchStatistics,
  limits: SearchLimits,
): QueryNode {
  const { documentCount, frequencies, beginningWith } = statistics;
  if (frequencies === undefined || beginningWith === undefined) return node;
  const resolve = (each: QueryNode): QueryNode => {
    if ("all" in each) return { all: each.all.map(resolve) };
    if ("any" in each) return { ...each, any: each.any.map(resolve) };
    if ("not" in each) return { not: resolve(each.not) };
    if (!("lexeme" in each) || !each.isPrefix) return each;
    if (frequencies(each.lexeme, true) * documentCount <= limits.maxExactMatches) return each;
    const [first, ...rest] = beginningWith(each.lexeme, MAX_WORDS).map((lexeme) => ({ lexeme }));
    return first ? anyOf([first, ...rest]) : each;
  };
  return resolve(node);
}
