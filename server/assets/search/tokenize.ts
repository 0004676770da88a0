import { foldCharacters, foldWord } from "./fold.ts";
import { stem } from "./stem.ts";

/**
 * A place in a text and the lexemes under which it is found. A word has its stem; an identifier has
 * itself whole and, at this and the following places, its parts.
 */
export type Token = {
  /** The place, counted in words and in characters of scripts without spaces, from 1. */
  position: number;
  /** What a search must meet here: of an identifier's parts, this one. */
  lexeme: string;
  /** Further lexemes under which this place is found: the identifier, or its piece, that begins here. */
  others: string[];
  /** Of the first part of an identifier: the lexeme of the whole. */
  whole: string | undefined;
  /** The word as written, in lower case: what prefixes are made of. Empty where words are unspaced. */
  word: string;
  isStopWord: boolean;
  /** Tokens of one identifier, or of one run without spaces, have one number. */
  group: number;
  isPair: boolean;
};

/** Longer words are no words but keys, hashes and encoded bytes; the index does without them. */
const MAX_WORD_LENGTH = 64;

/** Words so frequent that they say nothing. */
const STOP_WORDS = new Set(
  (
    "a an and are as at be been but by can for from had has have if in into is it its of on or " +
    "our such that the their then there these they this to was we were which will with you your"
  ).split(" "),
);

/** Scripts that write words without spaces between them, or join particles to them. */
export const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー々〆]/u;
const CHUNK = new RegExp(
  `(${UNSPACED.source}[${UNSPACED.source.slice(1, -1)}\\p{M}]*)|` +
    `((?:(?!${UNSPACED.source})[\\p{L}\\p{M}\\p{N}])+(?:[-_./+'’](?:(?!${UNSPACED.source})[\\p{L}\\p{M}\\p{N}])+){0,60}(?:\\+\\+|#)?)`,
  "gu",
);

/**
 * Cuts text into tokens: folded characters, lower case, English stems; identifiers whole and in parts
 * (split at `- _ . / +`, between camelCase words and between letters and digits; `TinyLlama-chat` is
 * found by `tinyllama` too); pairs of characters in scripts without spaces (Chinese, Japanese, Korean,
 * Thai, …), one character where a run has no more. Documents and queries are cut alike. Takes time
 * linear in the text.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 1;
  for (const [, unspaced, identifier] of foldCharacters(text).matchAll(CHUNK)) {
    const found =
      unspaced === undefined
        ? identifierTokens(identifier ?? "", position)
        : pairTokens(unspaced.toLowerCase(), position);
    for (const token of found) tokens.push(token);
    position += found.length;
  }
  return tokens;
}

/** The characters that the pairs of one run were made of. */
export function joinPairs(pairs: readonly Token[]): string {
  return pairs
    .map(({ lexeme }, at) => (at === pairs.length - 1 ? lexeme : ([...lexeme][0] ?? "")))
    .join("");
}

function pairTokens(run: string, position: number): Token[] {
  const letters = [...run];
  const pairs =
    letters.length === 1
      ? letters
      : letters.slice(0, -1).map((letter, at) => letter + (letters[at + 1] ?? ""));
  return pairs.map((lexeme, at) => ({
    position: position + at,
    lexeme,
    others: [],
    whole: undefined,
    word: "",
    isStopWord: false,
    group: position,
    isPair: true,
  }));
}

type Part = { word: string; others: string[] };

function identifierTokens(identifier: string, position: number): Token[] {
  const whole = foldWord(identifier);
  const pieces = identifier.split(/[-_./+'’]+/).filter((piece) => piece.length <= MAX_WORD_LENGTH);
  const parts = pieces.flatMap(partsOf);
  const isShort = whole.length <= MAX_WORD_LENGTH;
  const place = { position, group: position, whole: undefined };
  if (parts.length <= 1) return isShort ? [wordToken({ word: whole, others: [] }, place)] : [];
  const wholeLexeme = isShort ? stem(whole) : undefined;
  return parts.map(({ word, others }, at) => {
    if (at > 0 || wholeLexeme === undefined) {
      return wordToken({ word, others }, { ...place, position: position + at });
    }
    const all = [...new Set([wholeLexeme, ...others])];
    return wordToken({ word, others: all }, { ...place, whole: wholeLexeme });
  });
}

/** The words of a piece; the first one stands for the piece as well. */
function partsOf(piece: string): Part[] {
  const words = subwords(piece);
  const joined = words.length > 1 ? [stem(foldWord(piece))] : [];
  return words.map((word, at) => ({ word: foldWord(word), others: at === 0 ? joined : [] }));
}

function wordToken(
  { word, others }: Part,
  place: Pick<Token, "position" | "group" | "whole">,
): Token {
  const isStopWord = STOP_WORDS.has(word);
  return { ...place, lexeme: stem(word), others, word, isStopWord, isPair: false };
}

/** `TinyLlama` → Tiny, Llama; `llama3` → llama, 3; `HTTPServer` → HTTP, Server. */
function subwords(part: string): string[] {
  return (
    part.match(/\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+|\p{N}+|[\p{L}\p{M}]+/gu) ?? []
  );
}
