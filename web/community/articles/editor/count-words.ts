/** Characters of a language without spaces: each is counted as a word. */
const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const WORDS = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;
/** What is not read as words: addresses of links and pictures, HTML, fences. */
const UNREAD = /!?\[([^\]]*)\]\([^)]*\)|<[^>\n]*>|^(?:```|~~~).*$/gmu;

const WORDS_A_MINUTE = 220;
const IDEOGRAPHS_A_MINUTE = 400;

type Reading = { words: number; minutes: number };

/** How long a Markdown text is: words, with each ideograph as one, and the minutes it takes to read. */
export function countWords(markdown: string): Reading {
  const text = markdown.replaceAll(UNREAD, " $1 ");
  const ideographs = text.match(IDEOGRAPHS)?.length ?? 0;
  const words = text.replaceAll(IDEOGRAPHS, " ").match(WORDS)?.length ?? 0;
  const minutes = words / WORDS_A_MINUTE + ideographs / IDEOGRAPHS_A_MINUTE;
  return { words: words + ideographs, minutes: Math.max(1, Math.round(minutes)) };
}
