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
  /** Further lexemes under which this place is found, e.g. the whole identifier. */
  others: string[];
  /** The word as written, in lower case: what prefixes are made of. Empty for CJK. */
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

const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}ー々〆]/u;
const CHUNK = new RegExp(
  `(${UNSPACED.source}[${UNSPACED.source.slice(1, -1)}\\p{M}]*)|` +
    `((?:(?!${UNSPACED.source})[\\p{L}\\p{M}\\p{N}])+(?:[-_./+'’](?:(?!${UNSPACED.source})[\\p{L}\\p{M}\\p{N}])+){0,60}(?:\\+\\+|#)?)`,
  "gu",
);

/**
 * Cuts text into tokens: NFKC, lower case, English stems; identifiers whole and in parts (split at
 * `- _ . / +`, between camelCase words and between letters and digits); pairs of characters in
 * scripts without spaces (Chinese, Japanese, Korean, Thai, …), one character where a run has no
 * more. Documents and queries are cut alike. Takes time linear in the text.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 1;
  for (const [, unspaced, identifier] of text.normalize("NFKC").matchAll(CHUNK)) {
    const found =
      unspaced === undefined
        ? identifierTokens(identifier ?? "", position)
        : pairTokens(unspaced.toLowerCase(), position);
    for (const token of found) tokens.push(token);
    position += found.length;
  }
  return tokens;
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
    word: "",
    isStopWord: false,
    group: position,
    isPair: true,
  }));
}

function identifierTokens(identifier: string, position: number): Token[] {
  const whole = foldLatin(identifier.toLowerCase());
  const parts = identifier
    .split(/[-_./+'’]+/)
    .filter((part) => part.length <= MAX_WORD_LENGTH)
    .flatMap(subwords);
  const isShort = whole.length <= MAX_WORD_LENGTH;
  if (parts.length <= 1)
    return isShort ? [wordToken(whole, { position, group: position, others: [] })] : [];
  return parts.map((part, at) => {
    const word = foldLatin(part.toLowerCase());
    const others = at === 0 && isShort ? [stem(whole)] : [];
    return wordToken(word, { position: position + at, group: position, others });
  });
}

function wordToken(
  word: string,
  place: { position: number; group: number; others: string[] },
): Token {
  return { ...place, lexeme: stem(word), word, isStopWord: STOP_WORDS.has(word), isPair: false };
}

/** `TinyLlama` → Tiny, Llama; `llama3` → llama, 3; `HTTPServer` → HTTP, Server. */
function subwords(part: string): string[] {
  return (
    part.match(/\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+|\p{N}+|[\p{L}\p{M}]+/gu) ?? []
  );
}

/** Accents over Latin letters fall away: `café` is found by `cafe`. */
function foldLatin(word: string): string {
  return /^[\p{sc=Latin}\p{M}\p{N}\p{P}\p{S}]+$/u.test(word)
    ? word
        .normalize("NFD")
        .replaceAll(/[\u0300-\u036F]/g, "")
        .normalize("NFC")
    : word;
}
