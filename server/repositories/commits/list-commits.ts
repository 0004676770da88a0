import { z } from "zod";
import { CommitId } from "#contract/fields.ts";
import type { Page } from "#contract/paging.ts";
import type { CommitSummary } from "#contract/repositories/repository.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../platform/paging.ts";
import type { Repository } from "../repository.ts";
import { type CommitRow, countHistory, walkHistory } from "../store/commits.ts";
import { describeCommits } from "./summarise-commits.ts";

/** The commits that come next: all that is known of the history at that point. */
const Cursor = z.array(CommitId).min(1).max(1000);

/** The history of a commit, newest first: every commit comes before its parents. */
export async function listCommits(
  ctx: Pick<Context, "db">,
  repository: Pick<Repository, "id">,
  { commit, cursor, limit }: { commit: string; cursor?: string | undefined; limit: number },
): Promise<Page<CommitSummary & { description: string }>> {
  const frontier = decodeCursor(cursor, Cursor) ?? [commit];
  const rows = await walkHistory(ctx.db, repository.id, { frontier, limit });
  const summaries = await describeCommits(ctx, rows);
  const rest = frontierAfter(frontier, rows);
  return {
    items: summaries.map((summary, at) => ({
      ...summary,
      description: rows[at]?.description ?? "",
    })),
    nextCursor: rest.length === 0 ? null : encodeCursor(rest),
  };
}

export function countCommits(
  { db }: Pick<Context, "db">,
  repository: Pick<Repository, "id">,
  commit: string,
): Promise<number> {
  return countHistory(db, repository.id, commit);
}

/** Commits come before their parents, so whatever was shown is not met again. */
export function frontierAfter(frontier: readonly string[], shown: readonly CommitRow[]): string[] {
  const seen = new Set(shown.map(({ oid }) => oid));
  const next = new Set([...frontier, ...shown.flatMap(({ parents }) => parents)]);
  return [...next.difference(seen)];
}
