import type { AssetKind } from "#contract/fields.ts";

/** REP-10: the tasks that the whole toolchain serves; a model with another task is a custom model. */
const TOOLCHAIN_TASKS: ReadonlySet<string> = new Set(["text-generation", "question-answering"]);

export function isCustomModel(kind: AssetKind, tasks: readonly string[]): boolean {
  return kind === "model" && !tasks.some((task) => TOOLCHAIN_TASKS.has(task));
}

/** The typed confirmation of a deletion: the full name, whatever its case. */
export function confirms(typed: string, fullName: string): boolean {
  return typed.trim().toLowerCase() === fullName.toLowerCase();
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
