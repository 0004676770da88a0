import { foldCharacters } from "./fold.ts";

const MAX_QUERY_LENGTH = 200;
const MAX_TERMS = 24;
const TERM = /(-?)(?:["“”„«»「『]([^"“”„«»」』]*)["“”„«»」』]?|([^\s"“”„«»「『」』]+))/gu;

/** A part of what was typed: words in a row, a phrase in quotes, or what must not be found. */
export type TypedTerm =
  | { kind: "words"; text: string; isUnfinished: boolean }
  | { kind: "phrase"; text: string }
  | { kind: "excluded"; text: string; isPhrase: boolean };

/**
 * Reads what was typed into the search field, up to a length and a number of terms that nobody needs
 * to go beyond. The last word is unfinished where nothing follows it: it may still be typed.
 */
export function readTerms(text: string): TypedTerm[] {
  const typed = cutQuery(text);
  const terms: TypedTerm[] = [];
  const matches = [...typed.matchAll(TERM)].slice(0, MAX_TERMS);
  for (const [at, [, minus, quoted, bare = ""]] of matches.entries()) {
    const isUnfinished = at === matches.length - 1 && !/\s$/u.test(typed);
    const before = terms.at(-1);
    if (minus === "-") {
      terms.push({ kind: "excluded", text: quoted ?? bare, isPhrase: quoted !== undefined });
    } else if (quoted !== undefined) {
      terms.push({ kind: "phrase", text: quoted });
    } else if (before?.kind === "words") {
      terms.splice(-1, 1, { kind: "words", text: `${before.text} ${bare}`, isUnfinished });
    } else {
      terms.push({ kind: "words", text: bare, isUnfinished });
    }
  }
  return terms;
}

/** What was typed, folded, with its bare words changed; quotes and what is excluded stay. */
export function changeWords(text: string, change: (words: string) => string): string {
  return cutQuery(text).replaceAll(TERM, (term, minus: string, quoted?: string) =>
    minus === "" && quoted === undefined ? change(term) : term,
  );
}

/** The beginning of a text that may be of any length, in one writing: quotes may be full width too. */
function cutQuery(text: string): string {
  const beginning = text.slice(0, 2 * MAX_QUERY_LENGTH);
  return foldCharacters([...beginning].slice(0, MAX_QUERY_LENGTH).join(""));
}
