import type { ArticleText } from "#contract/community/article.ts";

/** What was written on this device and is not saved yet: it outlives a closed window. */
type LocalCopy = { text: ArticleText; at: number };

const keyOf = (draft: string) => `gallery.article ${draft}`;

export function keepLocally(draft: string, text: ArticleText): void {
  try {
    const copy: LocalCopy = { text, at: Date.now() };
    localStorage.setItem(keyOf(draft), JSON.stringify(copy));
  } catch {
    // A full or forbidden storage: the server's copy is what counts.
  }
}

export function forgetLocally(draft: string): void {
  try {
    localStorage.removeItem(keyOf(draft));
  } catch {
    // As above.
  }
}

/** Nothing for what is no copy of ours. */
export function findLocally(draft: string): LocalCopy | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(draft)) ?? "null");
    return isCopy(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isCopy(value: unknown): value is LocalCopy {
  if (typeof value !== "object" || value === null || !("text" in value) || !("at" in value)) {
    return false;
  }
  const { text, at } = value;
  if (typeof text !== "object" || text === null || typeof at !== "number") return false;
  const { title, summary, language, body } = text as Record<string, unknown>;
  return [title, summary, language, body].every((each) => typeof each === "string");
}
