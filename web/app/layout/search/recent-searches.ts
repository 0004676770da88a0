const STORAGE_KEY = "gallery.recent-searches";
const MOST = 8;

/** What was searched for on this device, latest first. It stays here. */
export function readRecentSearches(): string[] {
  try {
    return parseRecent(localStorage.getItem(STORAGE_KEY));
  } catch {
    // Storage is blocked.
    return [];
  }
}

export function rememberSearch(words: string): void {
  keep(withRecent(readRecentSearches(), words));
}

/** Also on signing out: the next person at this device is perhaps somebody else. */
export function forgetSearches(): void {
  keep([]);
}

function keep(recent: string[]): void {
  try {
    if (recent.length === 0) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, JSON.stringify(recent));
  } catch {
    // Storage is blocked or full: nothing is remembered.
  }
}

/** The same words in other letters take the place of the earlier ones. */
export function withRecent(recent: readonly string[], words: string): string[] {
  const wanted = words.trim();
  if (wanted === "") return [...recent];
  const others = recent.filter((other) => other.toLowerCase() !== wanted.toLowerCase());
  return [wanted, ...others].slice(0, MOST);
}

/** Whatever stands there: only short texts are taken from it. */
export function parseRecent(kept: string | null): string[] {
  try {
    const parsed: unknown = JSON.parse(kept ?? "[]");
    const texts = [parsed].flat().filter((entry) => typeof entry === "string");
    return texts.filter((text) => text !== "" && text.length <= 200).slice(0, MOST);
  } catch {
    return [];
  }
}
