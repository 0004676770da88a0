import { z } from "zod";
import { CommitId } from "#contract/fields.ts";
import type { Page } from "#contract/paging.ts";
import type { CommitSummary } from "#contract/repositories/repository.ts";
import type { Context } from "../../context.ts";
import { diffTrees } from "../../platform/git/index.ts";
import { decodeCursor, encodeCursor } from "../../platform/paging.ts";
import { findInTrees } from "../objects/find-in-trees.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import type { Repository } from "../repository.ts";
import { type CommitRow, findCommits, walkHistory } from "../store/commits.ts";
import { frontierAfter } from "./list-commits.ts";
import { describeCommits } from "./summarise-commits.ts";

/** Commits that are looked at together, and for one page at most. */
const WINDOW = 200;
const PAGE_WINDOWS = 5;
/** Files that one commit changed and that are compared to find a rename. */
const DIFFERENCES_LIMIT = 10_000;

/** The commits that come next, and the path that is followed there: a rename changes it. */
const Cursor = z.object({
  frontier: z.array(CommitId).min(1).max(1000),
  path: z.string().max(4096),
});

type ReadContext = Pick<Context, "db" | "store">;

export type PathHistoryQuery = {
  commit: string;
  path: string;
  cursor?: string | undefined;
  limit: number;
};

/**
 * The commits that changed what lies at a path, newest first: those where it is another object than
 * in every parent. A commit that brought a file by renaming it is the end of one path and the
 * beginning of the one it had before. A page looks at a bounded number of commits; its cursor goes
 * on where it stopped, also when it found none.
 */
export async function listPathCommits(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  { commit, cursor, limit, ...query }: PathHistoryQuery,
): Promise<Page<CommitSummary & { description: string }>> {
  let { frontier, path } = decodeCursor(cursor, Cursor) ?? { frontier: [commit], path: query.path };
  const found: CommitRow[] = [];
  for (let window = 0; window < PAGE_WINDOWS && frontier.length > 0; window += 1) {
    const rows = await walkHistory(ctx.db, repository.id, { frontier, limit: WINDOW });
    const changes = await changesAt(ctx, repository, { rows, path });
    const shown: CommitRow[] = [];
    let earlierPath: string | undefined;
    for (const row of rows) {
      shown.push(row);
      const change = changes.get(row.oid);
      if (change !== undefined) found.push(row);
      earlierPath = change?.isNew === true ? await change.renamedFrom() : undefined;
      if (found.length === limit || earlierPath !== undefined) break;
    }
    frontier = frontierAfter(frontier, shown);
    path = earlierPath ?? path;
    if (found.length === limit) break;
  }
  const summaries = await describeCommits(ctx, found);
  const items = summaries.map((summary, at) => ({
    ...summary,
    description: found[at]?.description ?? "",
  }));
  return { items, nextCursor: frontier.length === 0 ? null : encodeCursor({ frontier, path }) };
}

type PathChange = {
  /** No parent has anything at the path. */
  isNew: boolean;
  /** Where a new file was before, when the commit has only renamed it. */
  renamedFrom: () => Promise<string | undefined>;
};

/** Which of the commits changed what lies at the path. */
async function changesAt(
  ctx: ReadContext,
  { id }: Pick<Repository, "id">,
  { rows, path }: { rows: readonly CommitRow[]; path: string },
): Promise<Map<string, PathChange>> {
  const known = new Map(rows.map((row) => [row.oid, row]));
  const missing = rows.flatMap(({ parents }) => parents).filter((oid) => !known.has(oid));
  for (const row of await findCommits(ctx.db, id, missing)) known.set(row.oid, row);
  const roots = [...known.values()].map(({ treeOid }) => treeOid);
  const found = await findInTrees(ctx.db, id, { roots, path });
  const changes = new Map<string, PathChange>();
  for (const row of rows) {
    const entry = found.get(row.treeOid);
    const trees = row.parents.map((parent) => known.get(parent)?.treeOid ?? "");
    const before = trees.map((tree) => found.get(tree));
    const isSame = before.some((old) => old?.oid === entry?.oid && old?.mode === entry?.mode);
    if (trees.length === 0 ? entry === undefined : isSame) continue;
    const isNew = entry !== undefined && before.every((old) => old === undefined);
    const oid = entry?.oid ?? "";
    const renamedFrom = () => findSource(ctx, id, { oid, path, before: trees[0], after: row });
    changes.set(row.oid, { isNew, renamedFrom });
  }
  return changes;
}

/** A file of the same bytes that the commit removed elsewhere. */
async function findSource(
  ctx: ReadContext,
  repositoryId: number,
  {
    oid,
    path,
    before,
    after,
  }: { oid: string; path: string; before: string | undefined; after: CommitRow },
): Promise<string | undefined> {
  if (before === undefined) return undefined;
  const reader = readObjectsOf(ctx, repositoryId);
  let differences = 0;
  for await (const { path: other, ...sides } of diffTrees(reader, {
    before,
    after: after.treeOid,
  })) {
    differences += 1;
    if (differences > DIFFERENCES_LIMIT) return undefined;
    const isGone = sides.after === undefined && sides.before?.oid === oid;
    if (isGone && other !== path) return other;
  }
  return undefined;
}
