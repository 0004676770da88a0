import { MENTIONS_MAX } from "#contract/community/comment-limits.ts";
import { findAccountsByName, type FoundAccount } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";

/** Blocks and spans of code: decorators and addresses in them are nobody's name. */
const CODE = /^(`{3,}|~{3,})[^\n]*\n[^]*?(?:^\1|$(?![^]))|(?<!`)(`+)(?!`)[^`]+\2(?!`)/gmu;
/** A name after `@` that begins a word: no e-mail address, no path. */
const MENTION = /(?<![\p{L}\p{N}_/@.:-])@([A-Za-z0-9](?:[A-Za-z0-9_-]{0,40}[A-Za-z0-9]))/gu;

/** The names that a text mentions, in the order of their first mention. */
export function namesIn(text: string): string[] {
  const names = [...text.replaceAll(CODE, " ").matchAll(MENTION)].map(([, name = ""]) => name);
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}

/** COM-1: the accounts that a text mentions, as far as the most that may be told of one comment. */
export async function findMentioned(db: Database, text: string): Promise<FoundAccount[]> {
  const found = await findAccountsByName(db, namesIn(text).slice(0, MENTIONS_MAX));
  return [...found.values()];
}
