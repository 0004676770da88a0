import { problem } from "#contract/problems.ts";

/** Commits whose files are looked through for one purge. */
export const COMMIT_LIMIT = 50_000;

/** @throws {Problem} `history-too-long`. */
export function checkHistoryLength(commits: number): void {
  if (commits <= COMMIT_LIMIT) return;
  throw problem("history-too-long", {
    detail: `The history has ${commits} commits; paths are searched in at most ${COMMIT_LIMIT}`,
    hint: "Purge the whole old history instead",
    extra: { limit: COMMIT_LIMIT },
  });
}
