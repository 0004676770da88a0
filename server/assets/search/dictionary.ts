import { labelsOf, type SearchTexts, titlesOf } from "./build-document.ts";
import { cutAtSynonyms } from "./find-synonyms.ts";
import { foldCharacters, foldWord } from "./fold.ts";
import { joinPairs, type Token, tokenize, UNSPACED } from "./tokenize.ts";

/** How many characters a word has: of fewer, too many others are similar; of more, it is a sentence. */
const LENGTHS = { spaced: { min: 4, max: 32 }, unspaced: { min: 3, max: 8 } };
/** What matters stands at the beginning. */
const MAX_TEXT_LENGTH = 500;
const MAX_WORDS = 300;

/** Letters in a row, of scripts that put spaces between words. */
export const SPACED_WORD = new RegExp(`(?:(?!${UNSPACED.source})[\\p{L}\\p{M}])+`, "gu");

/**
 * The words of an asset that a search may have meant: of its titles and labels, not of its body,
 * which has every misspelling there is. Identifiers give their parts as well.
 */
export function dictionaryWords(source: SearchTexts): string[] {
  const texts = [...titlesOf(source), ...labelsOf(source)];
  const words = texts.flatMap((text) => {
    const beginning = text.slice(0, MAX_TEXT_LENGTH);
    const tokens = tokenize(beginning);
    const parts = tokens.filter(({ isStopWord }) => !isStopWord).map(({ word }) => word);
    return [
      ...spacedWordsOf(beginning),
      ...parts.filter((word) => isWord(word, LENGTHS.spaced)),
      ...runsOf(tokens),
    ];
  });
  return [...new Set(words)].slice(0, MAX_WORDS);
}

/** Words of a text that are long enough to be mistaken for others, folded. */
export function spacedWordsOf(text: string): string[] {
  const words = foldCharacters(text).match(SPACED_WORD) ?? [];
  return words.map(foldWord).filter((word) => isWord(word, LENGTHS.spaced));
}

/** What the runs of a text in scripts without spaces are made of. */
export function runsOf(textTokens: readonly Token[]): string[] {
  if (!textTokens.some(({ isPair }) => isPair)) return [];
  return cutAtSynonyms(textTokens)
    .flatMap(({ tokens }) => Object.values(Object.groupBy(tokens, ({ group }) => group)))
    .flatMap((tokens) => (tokens?.[0]?.isPair ? [joinPairs(tokens)] : []))
    .filter((run) => isWord(run, LENGTHS.unspaced));
}

function isWord(word: string, { min, max }: { min: number; max: number }): boolean {
  const length = [...word].length;
  return length >= min && length <= max && /^[\p{L}\p{M}]+$/u.test(word);
}
