import type { Database } from "../database/index.ts";
import { currentMatcher } from "./current-matcher.ts";
import { normaliseText } from "./normalise.ts";

/**
 * The words that texts hold, each once; no word is made of the end of one text and the beginning of
 * the next.
 */
type WordSearch = (texts: readonly string[], limit: number) => string[];

/** What finds the words of the list as it is now, in the texts of one request. */
export async function openWordSearch({ db }: { db: Database }): Promise<WordSearch> {
  const { matcher, words } = await currentMatcher(db);
  if (words.length === 0) return () => [];
  return (texts, limit) => {
    const found = texts.flatMap((text) => matcher.find(normaliseText(text), limit));
    return [...new Set(found)].slice(0, limit).map((index) => words[index] ?? "");
  };
}

/**
 * ACC-7: the words of the operator's list that texts hold, as the operator wrote them, each once.
 * @param limit how many are enough; the search of a text ends there.
 */
export async function findSensitiveWords(
  ctx: { db: Database },
  texts: readonly string[],
  limit: number,
): Promise<string[]> {
  const search = await openWordSearch(ctx);
  return search(texts, limit);
}
