import { z } from "zod";
import type { Correction } from "#contract/assets/asset.ts";
import type { Database } from "../../platform/database/index.ts";
import { decodeCursor, encodeCursor } from "../../platform/paging.ts";
import { Cursor } from "./answer-search.ts";
import { correctWords, MUCH_MORE } from "./correct-words.ts";
import { findAssets } from "./find-assets.ts";
import { parseQuery } from "./parse-query.ts";
import type { SearchAnswer, SearchRequest } from "./search-request.ts";

/** Whoever finds no more than these may have meant something else. */
const FEW = 3;

/** Where the next page of corrected words begins. */
const CorrectedCursor = z.object({ words: z.string().max(1000), cursor: z.string().max(1000) });

type CorrectedAnswer = SearchAnswer & { correction: Correction | null };

/**
 * DIS-1: what `findAssets` finds. Where that is nothing, the search is made anew with the words that
 * were probably meant; where it is very little, they are proposed. Other words are told of only when
 * they find something that this viewer may see, so that nobody learns words of what is hidden.
 */
export async function findCorrected(
  db: Database,
  request: SearchRequest & { isAsTyped?: boolean | undefined },
): Promise<CorrectedAnswer> {
  const { words = "", isAsTyped = false } = request;
  const cursor = decodeCursor(request.cursor, z.union([CorrectedCursor, Cursor]));
  if (cursor && "words" in cursor) return apply(db, { ...request, ...cursor });
  const typed = await findAssets(db, request);
  if (isAsTyped || words.trim() === "") return { ...typed, correction: null };
  if (!parseQuery(words)) return { ...typed, correction: { words: "", isApplied: true } };
  if (cursor || typed.total.value > FEW) return { ...typed, correction: null };
  const meant = await correctWords(db, words);
  const other = meant === undefined ? undefined : await apply(db, { ...request, words: meant });
  if (other === undefined || other.total.value === 0) return { ...typed, correction: null };
  if (typed.total.value === 0) return other;
  const isWorthIt = other.total.value >= MUCH_MORE * typed.total.value;
  return {
    ...typed,
    correction: isWorthIt ? { words: other.correction.words, isApplied: false } : null,
  };
}

async function apply(
  db: Database,
  request: SearchRequest & { words: string },
): Promise<SearchAnswer & { correction: Correction }> {
  const { words } = request;
  const answer = await findAssets(db, request);
  const { nextCursor } = answer;
  return {
    ...answer,
    nextCursor: nextCursor === null ? null : encodeCursor({ words, cursor: nextCursor }),
    correction: { words: words.trim(), isApplied: true },
  };
}
