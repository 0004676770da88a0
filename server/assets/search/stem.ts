const VOWEL = /[aeiou]|[^aeiou]y/;
const DOUBLE_CONSONANT = /([^aeioulsz])\1$/;
const SHORT_END = /^[^aeiou]*[aeiouy][^aeiouwxy]$/;

/**
 * The stem of a lower-case English word: plural, past and progressive endings fall away, so that
 * `models`, `trained` and `modelling` meet `model` and `train`. These are step 1 and the double l of
 * step 5 of M. F. Porter's algorithm (An algorithm for suffix stripping, Program 14, 1980); the
 * other steps, which join `organisation` with `organ`, lose more than they find among names of
 * models. Words with letters outside a–z are left as they are.
 */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  return withoutDoubleL(withoutFinalY(withoutPastOrProgressive(withoutPlural(word))));
}

function withoutPlural(word: string): string {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

function withoutPastOrProgressive(word: string): string {
  if (word.endsWith("eed")) {
    return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  }
  const ending = ["ed", "ing"].find((suffix) => word.endsWith(suffix));
  const base = ending === undefined ? word : word.slice(0, -ending.length);
  if (ending === undefined || !VOWEL.test(base)) return word;
  if (/(?:at|bl|iz)$/.test(base)) return `${base}e`;
  if (DOUBLE_CONSONANT.test(base)) return base.slice(0, -1);
  return SHORT_END.test(base) ? `${base}e` : base;
}

function withoutFinalY(word: string): string {
  return word.endsWith("y") && VOWEL.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

function withoutDoubleL(word: string): string {
  return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
}

/** Porter's m: how often a consonant follows a vowel. */
function measure(word: string): number {
  return word.match(/[aeiouy][^aeiouy]/g)?.length ?? 0;
}
