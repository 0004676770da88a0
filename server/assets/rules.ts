import type { ListingState } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";

/** REP-10: the tasks that the whole toolchain serves; a model with another task is a custom model. */
const TOOLCHAIN_TASKS: ReadonlySet<string> = new Set(["text-generation", "question-answering"]);

export function isCustomModel(kind: AssetKind, tasks: readonly string[]): boolean {
  return kind === "model" && !tasks.some((task) => TOOLCHAIN_TASKS.has(task));
}

const HIDDEN: ReadonlySet<ListingState> = new Set(["in-review", "rejected", "unlisted"]);

/**
 * Whether an asset in this state is shown as far as its visibility goes. Off the shelf its owner sees
 * it (PUB-3), in review its owner and the reviewers (PUB-2), and what they rejected its owner.
 */
export function isShownIn(state: ListingState): boolean {
  return !HIDDEN.has(state);
}

/** The typed confirmation of a deletion: the full name, whatever its case. */
export function confirms(typed: string, fullName: string): boolean {
  return typed.trim().toLowerCase() === fullName.toLowerCase();
}

/** PUB-17: the day of UTC that a time belongs to, `YYYY-MM-DD`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The default reading of "trending": recent favourites and downloads count more than old ones. */
const HALF_LIFE_MS = 14 * 86_400_000;

/**
 * A score that only grows with activity and with time's passing for newer activity, so that rows
 * need no daily rewrite: log2 of the counts plus the age of the last activity in half-lives.
 * @param at when the last activity happened
 */
export function trendingScore(counts: { downloads: number; favourites: number }, at: Date): number {
  return Math.log2(1 + counts.downloads + 10 * counts.favourites) + at.getTime() / HALF_LIFE_MS;
}
