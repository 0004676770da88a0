import { boundMarks, removeUnseen, simplify } from "./characters.ts";

/** Scripts that write words without spaces between them, or join particles to them. */
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}" +
  "\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const LETTERS = "\\p{L}\\p{M}\\p{N}";
/** Whatever stands between words of spaced scripts. */
const BETWEEN_WORDS = new RegExp(`(?:[^${LETTERS}]|[${UNSPACED}])+`, "gu");
const NO_LETTERS = new RegExp(`[^${LETTERS}]+`, "gu");
/** `f.u.c.k` as `f u c k`: three or more letters that stand alone are one word. */
const SPELLED_OUT = / \S(?: \S){2,}(?= )/gu;
/** Accents of Latin, Greek and Cyrillic letters; those of other scripts are letters of their own. */
const ACCENTS = /[\u0300-\u036f]/gu;
/**
 * One writing of what reads the same: compatibility forms (full width, ligatures, circled letters),
 * case, accents, unseen characters, and traditional Chinese characters.
 */
function fold(text: string): string {
  const plain = removeUnseen(boundMarks(text).normalize("NFKD")).replaceAll(ACCENTS, "");
  return simplify(plain.normalize("NFKC").toLowerCase());
}

/** Words of spaced scripts, each between two spaces: ` to be `. */
function spaced(folded: string): string {
  return ` ${folded.replaceAll(BETWEEN_WORDS, " ").trim()} `.replaceAll(
    SPELLED_OUT,
    (letters) => ` ${letters.replaceAll(" ", "")}`,
  );
}

function joined(folded: string): string {
  return folded.replaceAll(NO_LETTERS, "");
}

/**
 * What is searched for where `word` is not allowed; empty when nothing of it is a letter or digit.
 * A word of a spaced script stands between spaces, so that it is found as a whole word only; one with
 * Chinese (or the like) in it is found anywhere, whatever is put between its characters.
 */
export function normaliseWord(word: string): string {
  const folded = fold(word);
  if (HAS_UNSPACED.test(folded)) return joined(folded);
  const words = spaced(folded);
  return words.trim() === "" ? "" : words;
}

/** A text as it is searched: its spaced words, then all its letters and digits without a gap. */
export function normaliseText(text: string): string {
  const folded = fold(text);
  return HAS_UNSPACED.test(folded) ? `${spaced(folded)}\n${joined(folded)}` : spaced(folded);
}
