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

/** Interest counts half as much after so many days, and each person once in so many. */
export const TREND_HALF_LIFE_DAYS = 14;

/** What each person who does it adds to the interest in an asset. */
export const INTEREST = { download: 1, favourite: 3 } as const;

const DAY_MS = 86_400_000;

/**
 * The order of "trending": how many different people have shown interest lately. A score fades as
 * fast as any other, so that the order of two needs no rewriting while nothing happens to them: it is
 * the binary logarithm of the interest as it counts at a time, plus that time in half-lives (forward
 * decay: G. Cormode et al., "Forward decay: a practical time decay model for streaming systems", 2009).
 *
 * @param interest the sum of each day's, halved for every half-life since
 */
export function trendingScore(interest: number, at: Date): number {
  if (interest <= 0) return 0;
  return Math.log2(interest) + at.getTime() / DAY_MS / TREND_HALF_LIFE_DAYS;
}
