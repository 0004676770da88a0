import type { Context } from "../../context.ts";
import type { Database } from "../../platform/database/index.ts";
import { diffTrees } from "../../platform/git/index.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { changesOf } from "../refs/update-index.ts";
import type { Repository } from "../repository.ts";
import { type CommitRow, getCommitRow } from "../store/commits.ts";
import { findDivergence } from "./find-divergence.ts";

const NAMED_COMMITS = 100;

/** What a ref gains by its move. */
export type MoveDescription = {
  /** The newest of the commits that it did not reach before, oldest first. */
  commits: Pick<CommitRow, "oid" | "title" | "authorId" | "authorName">[];
  /** Of the files that are new or other than before. */
  sizeBytes: number;
};

/**
 * Reads what the transaction of a move has written already.
 * @throws {Problem} `conflict` when the two have no history in common, `history-too-long`.
 */
export async function describeMove(
  ctx: { db: Database; store: Context["store"] },
  { id }: Pick<Repository, "id">,
  { before, after }: { before: string; after: string },
): Promise<MoveDescription> {
  const sides = { head: after, onto: before, limit: NAMED_COMMITS };
  const { ahead } = await findDivergence(ctx.db, id, sides);
  const [from, to] = [
    await getCommitRow(ctx.db, id, before),
    await getCommitRow(ctx.db, id, after),
  ];
  const reader = readObjectsOf(ctx, id);
  const trees = { before: from.treeOid, after: to.treeOid };
  const differences = await Array.fromAsync(diffTrees(reader, trees));
  const changes = await changesOf(reader, differences);
  return {
    commits: ahead.toReversed(),
    sizeBytes: changes.reduce((sum, change) => sum + (change.after?.sizeBytes ?? 0), 0),
  };
}
