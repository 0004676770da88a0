import { boundMarks, removeUnseen, simplify } from "../../platform/words/index.ts";

/** Latin letters that no decomposition takes apart, as people type them who do not have them. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
};
const SPECIAL_LETTER = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "gu");
// Nearly all words are plain: they are soon done with.
const ASCII = /^\p{ASCII}*$/u;
const ACCENTED_SCRIPT = /^[\p{sc=Latin}\p{sc=Greek}\p{M}\p{N}\p{P}\p{S}]+$/u;

/**
 * One writing of what reads the same, whatever keyboard it comes from: full width and other
 * compatibility forms (NFKC), traditional Chinese, characters that nobody sees. Case and accents
 * stay. Takes time linear in the text.
 */
export function foldCharacters(text: string): string {
  if (ASCII.test(text)) return text;
  return simplify(removeUnseen(boundMarks(text).normalize("NFKC")));
}

/** In lower case and, of Latin and Greek letters, without accents: `Café` is found by `cafe`. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return ACCENTED_SCRIPT.test(lower)
    ? lower
        .normalize("NFD")
        .replaceAll(/[\u0300-\u036F]/g, "")
        .normalize("NFC")
        .replaceAll(SPECIAL_LETTER, (letter) => PLAIN_LETTERS[letter] ?? letter)
    : lower;
}
