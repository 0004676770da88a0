import { problem } from "#contract/problems.ts";
import type { Database } from "../../platform/database/index.ts";
import { frontierAfter } from "../commits/list-commits.ts";
import { type CommitRow, walkHistory } from "../store/commits.ts";

const WINDOW = 500;
const WINDOW_LIMIT = 100;

/** How two histories have parted. */
export type Divergence = {
  /** The newest commit that both have. */
  mergeBase: CommitRow;
  /** The newest commits that only the one side has, and how many it has. */
  ahead: CommitRow[];
  aheadCount: number;
  /** How many only the other side has. */
  behindCount: number;
};

const AHEAD = 1;
const BEHIND = 2;
const BOTH = AHEAD | BEHIND;

/**
 * Walks two histories from their newest commits down to where all that is left is common to them.
 * Where several newest commits are common, one of them is taken, as git's `resolve` strategy does.
 * @param sides.head the side that is ahead, `onto` the other one; `limit` commits are given.
 * @throws {Problem} `history-too-long`; `conflict` when they have nothing in common.
 */
export async function findDivergence(
  db: Database,
  repositoryId: number,
  { head, onto, limit }: { head: string; onto: string; limit: number },
): Promise<Divergence> {
  const sides = new Map([[head, AHEAD]]);
  sides.set(onto, (sides.get(onto) ?? 0) | BEHIND);
  const ahead: CommitRow[] = [];
  let aheadCount = 0;
  let behindCount = 0;
  let mergeBase: CommitRow | undefined;
  let frontier = [...sides.keys()];
  const isDone = () => frontier.every((oid) => sides.get(oid) === BOTH) && mergeBase !== undefined;
  for (let window = 0; frontier.length > 0 && !isDone(); window += 1) {
    if (window === WINDOW_LIMIT) throw tooLong();
    const rows = await walkHistory(db, repositoryId, { frontier, limit: WINDOW });
    if (rows.length === 0) break;
    for (const row of rows) {
      const side = sides.get(row.oid) ?? 0;
      for (const parent of row.parents) sides.set(parent, (sides.get(parent) ?? 0) | side);
      sides.delete(row.oid);
      if (side === BOTH) mergeBase ??= row;
      if (side === BEHIND) behindCount += 1;
      if (side !== AHEAD) continue;
      aheadCount += 1;
      if (ahead.length < limit) ahead.push(row);
    }
    frontier = frontierAfter(frontier, rows);
  }
  if (mergeBase === undefined) throw unrelated();
  return { mergeBase, ahead, aheadCount, behindCount };
}

function tooLong() {
  return problem("history-too-long", {
    detail: `The branches have parted more than ${WINDOW * WINDOW_LIMIT} commits ago`,
  });
}

function unrelated() {
  return problem("conflict", { detail: "The two histories have no commit in common" });
}
