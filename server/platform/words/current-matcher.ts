import type { Database } from "../database/index.ts";
import { createMatcher, type Matcher } from "./matcher.ts";
import { findRevision, loadWords } from "./store.ts";

type WordMatcher = { matcher: Matcher; words: string[] };

/** A process serves one list; tests and commands may meet a few. */
const KEPT = 4;
const kept = new Map<string, Promise<WordMatcher>>();

/**
 * The matcher of the list as it is now. It is made once per process and revision: asking again costs
 * the one read of the revision, and a change counts in every process from the next text on.
 */
export async function currentMatcher(db: Database): Promise<WordMatcher> {
  const revision = await findRevision(db);
  const known = kept.get(revision);
  if (known !== undefined) return known;
  const making = makeMatcher(db);
  kept.set(revision, making);
  making.catch(() => kept.delete(revision));
  for (const [oldest] of kept) if (kept.size > KEPT) kept.delete(oldest);
  return making;
}

async function makeMatcher(db: Database): Promise<WordMatcher> {
  const words = await loadWords(db);
  return {
    matcher: createMatcher(words.map(({ normalForm }) => normalForm)),
    words: words.map(({ word }) => word),
  };
}
