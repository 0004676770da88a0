import traditionalToSimplified from "opencc-js/dict/TSCharacters";

/**
 * More marks on one letter than any script writes: putting them in order takes time that grows with
 * the square of their number (30 is the bound of Unicode's Stream-Safe Text Format, UAX #15).
 */
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;
/** Seen by nobody: zero-width characters, directions, soft hyphens, selectors of variants. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

const SIMPLIFIED = readTable(traditionalToSimplified);
const TRADITIONAL = new RegExp(`[${[...SIMPLIFIED.keys()].join("")}]`, "gu");

/** `㑯 㑔|㑳 㑇|…`; of several simplified forms the first. */
function readTable(table: string): Map<string, string> {
  return new Map(
    table.split("|").map((entry) => {
      const [from = "", to = from] = entry.split(" ");
      return [from, to];
    }),
  );
}

/** Bounds the marks on each letter, so that normalising takes time linear in the text. */
export function boundMarks(text: string): string {
  return text.replaceAll(TOO_MANY_MARKS, "$1");
}

export function removeUnseen(text: string): string {
  return text.replaceAll(UNSEEN, "");
}

/** Traditional Chinese characters as simplified ones; everything else as it is. */
export function simplify(text: string): string {
  return text.replaceAll(TRADITIONAL, (character) => SIMPLIFIED.get(character) ?? character);
}
