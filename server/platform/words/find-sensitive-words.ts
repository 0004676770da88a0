import type { Database } from "../database/index.ts";
import { currentMatcher } from "./current-matcher.ts";
import { normaliseText } from "./normalise.ts";

/**
 * ACC-7: the words of the operator's list that a text holds, as the operator wrote them, each once.
 * @param limit how many are enough; the search ends there.
 */
export async function findSensitiveWords(
  { db }: { db: Database },
  text: string,
  limit: number,
): Promise<string[]> {
  if (text === "") return [];
  const { matcher, words } = await currentMatcher(db);
  if (words.length === 0) return [];
  return matcher.find(normaliseText(text), limit).map((index) => words[index] ?? "");
}
