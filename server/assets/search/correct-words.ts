import type { Database } from "../../platform/database/index.ts";
import { countMatches } from "./count-matches.ts";
import { runsOf, SPACED_WORD, spacedWordsOf } from "./dictionary.ts";
import { foldWord } from "./fold.ts";
import { parseQuery } from "./parse-query.ts";
import type { QueryNode } from "./query-node.ts";
import { changeWords, readTerms } from "./read-terms.ts";
import { editDistance, maxEdits, swappedNeighbours } from "./spelling.ts";
import { findCandidates } from "./store/words.ts";
import { tokenize, UNSPACED } from "./tokenize.ts";

/** A word that more assets have is meant as it is. */
const RARE = 10;
/** What is meant instead of a word that some assets have must be so much more frequent. */
export const MUCH_MORE = 20;
/** Words of one query that are looked up. */
const MAX_LOOKED_UP = 4;
/** Similar words of which it is asked how frequent they are. */
const MAX_COUNTED = 12;
/** A wrong letter more must be made up for by being so much more frequent, as a power of ten. */
const MAGNITUDES_PER_EDIT = 2;

/**
 * What may have been meant by words of which some are hardly found: each of these becomes the most
 * likely similar word of the dictionary. Phrases in quotes and what is excluded stay as they are.
 *
 * @returns undefined where nothing similar is known
 */
export async function correctWords(db: Database, text: string): Promise<string | undefined> {
  const typed = typedWords(text);
  const counts = await countMatches(
    db,
    typed.map(({ node }) => node),
  );
  const counted = typed.map(({ word }, at) => ({ word, count: counts[at] ?? 0 }));
  const unknown = counted.filter(({ count }) => count === 0);
  const doubtful = unknown.length > 0 ? unknown : counted.filter(({ count }) => count <= RARE);
  const corrected = await Promise.all(
    doubtful.slice(0, MAX_LOOKED_UP).map(async ({ word, count }) => {
      const meant = await findMeant(db, word, count * MUCH_MORE);
      return [word, meant] as const;
    }),
  );
  const changes = new Map(corrected.flatMap(([word, meant]) => (meant ? [[word, meant]] : [])));
  return changes.size === 0 ? undefined : changeWords(text, (words) => replace(words, changes));
}

type TypedWord = { word: string; node: QueryNode };

function typedWords(text: string): TypedWord[] {
  const found = new Map<string, TypedWord>();
  for (const term of readTerms(text)) {
    if (term.kind !== "words") continue;
    const words = [...spacedWordsOf(term.text), ...runsOf(tokenize(term.text))];
    for (const word of words) {
      const isUnfinished = term.isUnfinished && foldWord(term.text).endsWith(word);
      const node = parseQuery(isUnfinished ? word : `${word} `);
      if (node) found.set(word, { word, node });
    }
  }
  return [...found.values()];
}

/** The most likely word that at least so many assets have. */
async function findMeant(db: Database, word: string, atLeast: number): Promise<string | undefined> {
  const edits = maxEdits(word);
  const swapped = swappedNeighbours(word);
  const candidates = await findCandidates(db, { word, edits, swapped });
  const similar = candidates
    .filter((candidate) => candidate !== word)
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate, edits) }))
    .filter(({ distance }) => distance <= edits)
    .toSorted((a, b) => a.distance - b.distance || byLikeness(word, a.candidate, b.candidate))
    .slice(0, MAX_COUNTED);
  const counts = await countMatches(
    db,
    similar.map(({ candidate }) => parseQuery(`${candidate} `) ?? { lexeme: candidate }),
  );
  const [best] = similar
    .map(({ candidate, distance }, at) => ({ candidate, distance, count: counts[at] ?? 0 }))
    .filter(({ count }) => count >= Math.max(1, atLeast))
    .toSorted((a, b) => likelihood(b) - likelihood(a));
  return best?.candidate;
}

function likelihood({ distance, count }: { distance: number; count: number }): number {
  return Math.log10(count) - MAGNITUDES_PER_EDIT * distance;
}

/** People seldom get the first letter wrong, and more often leave one out or double it. */
function byLikeness(word: string, one: string, other: string): number {
  const unlikeness = (candidate: string) =>
    (candidate[0] === word[0] ? 0 : 2) + (candidate.length === word.length ? 1 : 0);
  return unlikeness(one) - unlikeness(other);
}

function replace(words: string, changes: ReadonlyMap<string, string>): string {
  const spaced = words.replaceAll(SPACED_WORD, (word) => changes.get(foldWord(word)) ?? word);
  const runs = [...changes].filter(([word]) => UNSPACED.test(word));
  return runs.reduce((text, [run, meant]) => text.replaceAll(run, meant), spaced);
}
