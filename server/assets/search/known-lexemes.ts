import type { Frequencies } from "./query-node.ts";

export type KnownLexemes = {
  frequencies: Frequencies;
  /** The most frequent lexemes that begin so, at most `limit` of them. */
  beginningWith: (prefix: string, limit: number) => string[];
};

/**
 * What follows from the lexemes that PostgreSQL lists as the most frequent.
 * @param unlisted how frequent a lexeme may be that is not listed
 */
export function knownLexemes(
  listed: readonly (readonly [lexeme: string, frequency: number])[],
  unlisted: number,
): KnownLexemes {
  const sorted = listed.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const byLexeme = new Map(listed);
  const from = (prefix: string) => {
    const found: (readonly [string, number])[] = [];
    for (let at = firstNotBelow(sorted, prefix); at < sorted.length; at += 1) {
      const entry = sorted[at];
      if (entry === undefined || !entry[0].startsWith(prefix)) break;
      found.push(entry);
    }
    return found;
  };
  return {
    frequencies: (lexeme, isPrefix) =>
      isPrefix
        ? Math.min(
            1,
            from(lexeme).reduce((sum, [, frequency]) => sum + frequency, unlisted),
          )
        : (byLexeme.get(lexeme) ?? unlisted),
    beginningWith: (prefix, limit) =>
      from(prefix)
        .toSorted(([, a], [, b]) => b - a)
        .slice(0, limit)
        .map(([lexeme]) => lexeme),
  };
}

/** Where in a sorted list the first entry stands that is not below a text. */
function firstNotBelow(sorted: readonly (readonly [string, number])[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.[0] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
