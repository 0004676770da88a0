/** Longer numbers are read as null. */
export const MAX_WORD_LENGTH = 400;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** `NaN` and the infinities are no JSON, but Python's writer makes them and its reader takes them. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", null],
  ["Infinity", null],
  ["-Infinity", null],
]);

/** What letters and digits outside of a string mean; undefined when they mean nothing. */
export function valueOfWord(word: string): number | boolean | null | undefined {
  const literal = WORDS.get(word);
  if (literal !== undefined) return literal;
  if (word.length > MAX_WORD_LENGTH) return /^-?\d/.test(word) ? null : undefined;
  if (!NUMBER.test(word)) return undefined;
  const value = Number(word);
  return Number.isFinite(value) ? value : null;
}
