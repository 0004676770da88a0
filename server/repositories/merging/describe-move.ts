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
  /** The newest of the commits that are new to it and to its base, oldest first. */
  commits: Pick<CommitRow, "oid" | "title" | "authorId" | "authorName">[];
  /** Of the files that are other than before and other than in the base. */
  sizeBytes: number;
};

type Scope = { db: Database; store: Context["store"] };
type Move = {
  before: string;
  after: string;
  /** Head of the branch that the ref is meant for: what comes from there is nothing new. */
  base: string;
};

/**
 * Reads what the transaction of a move has written already.
 * @throws {Problem} `conflict` when there is no history in common, `history-too-long`.
 */
export async function describeMove(
  ctx: Scope,
  { id }: Pick<Repository, "id">,
  { before, after, base }: Move,
): Promise<MoveDescription> {
  const sinceBefore = await commitsBetween(ctx.db, id, { head: after, onto: before });
  const own = new Set(
    (await commitsBetween(ctx.db, id, { head: after, onto: base })).map(({ oid }) => oid),
  );
  const changed = await changedFiles(ctx, id, { from: before, to: after });
  const notInBase = await changedFiles(ctx, id, { from: base, to: after });
  return {
    commits: sinceBefore.filter(({ oid }) => own.has(oid)).toReversed(),
    sizeBytes: [...changed]
      .filter(([path]) => notInBase.has(path))
      .reduce((sum, [, sizeBytes]) => sum + sizeBytes, 0),
  };
}

async function commitsBetween(
  db: Database,
  repositoryId: number,
  sides: { head: string; onto: string },
): Promise<CommitRow[]> {
  return (await findDivergence(db, repositoryId, { ...sides, limit: NAMED_COMMITS })).ahead;
}

/** Sizes of the files that are new or other, by path. */
async function changedFiles(
  ctx: Scope,
  repositoryId: number,
  { from, to }: { from: string; to: string },
): Promise<Map<string, number>> {
  const reader = readObjectsOf(ctx, repositoryId);
  const before = (await getCommitRow(ctx.db, repositoryId, from)).treeOid;
  const after = (await getCommitRow(ctx.db, repositoryId, to)).treeOid;
  const differences = await Array.fromAsync(diffTrees(reader, { before, after }));
  const changes = await changesOf(reader, differences);
  return new Map(
    changes.flatMap((change) => (change.after ? [[change.path, change.after.sizeBytes]] : [])),
  );
}
