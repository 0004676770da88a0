import type { Database } from "../../platform/database/index.ts";
import type { SearchStatistics } from "./plan-query.ts";
import { estimate, type QueryNode, renderQuery } from "./query-node.ts";
import { getStatistics } from "./statistics.ts";
import { countPublic } from "./store/words.ts";

/** Up to so many matches are counted; of more, the statistics know. */
const COUNT_LIMIT = 1000;

/**
 * How many assets that everyone may find match each condition. Counted where there are few; of
 * frequent words it is what the statistics say.
 */
export async function countMatches(db: Database, nodes: readonly QueryNode[]): Promise<number[]> {
  const statistics = await getStatistics(db);
  const expected = nodes.map((node) => expectedMatches(node, statistics));
  const rare = nodes.filter((_, at) => expected[at] === undefined);
  const counted = (await countPublic(db, rare.map(renderQuery), COUNT_LIMIT)).values();
  return expected.map((count) => count ?? counted.next().value ?? 0);
}

/** Undefined where the statistics do not list the words, or there may be few of them. */
function expectedMatches(
  node: QueryNode,
  { documentCount, frequencies }: SearchStatistics,
): number | undefined {
  if (!frequencies) return undefined;
  const part = estimate(node, frequencies);
  // No text has this lexeme: so much is assumed of all that are not listed.
  const isListed = part > 2 * frequencies("\u{10FFFF}");
  return isListed && part * documentCount >= COUNT_LIMIT ? part * documentCount : undefined;
}
