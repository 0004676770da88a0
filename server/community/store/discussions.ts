import type { DiscussionStatus } from "#contract/community/discussion.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { Author } from "./events.ts";

export type PullRequestRow = {
  baseBranch: string;
  isFromReader: boolean;
  hasRef: boolean;
  mergeCommit: string | null;
  /** The two sides that were merged. */
  mergedHead: string | null;
  mergedFrom: string | null;
};

export type DiscussionRow = {
  id: number;
  repositoryId: number;
  num: number;
  title: string;
  authorId: number | null;
  authorName: string;
  status: DiscussionStatus;
  commentCount: number;
  eventCount: number;
  createdAt: Date;
  updatedAt: Date;
  pullRequest: PullRequestRow | null;
};

function selectDiscussions(db: Database) {
  return db
    .selectFrom("discussions as d")
    .leftJoin("pull_requests as pr", "pr.discussion_id", "d.id")
    .select([
      "d.id",
      "d.repository_id",
      "d.num",
      "d.title",
      "d.author_id",
      "d.author_name",
      "d.status",
      "d.comment_count",
      "d.event_count",
      "d.created_at",
      "d.updated_at",
      "pr.base_branch",
      "pr.is_from_reader",
      "pr.has_ref",
      "pr.merge_commit",
      "pr.merged_head",
      "pr.merged_from",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDiscussions>["execute"]>>[number];

function toDiscussion(row: Row): DiscussionRow {
  return {
    id: row.id,
    repositoryId: row.repository_id,
    num: row.num,
    title: row.title,
    authorId: row.author_id,
    authorName: row.author_name,
    status: row.status as DiscussionStatus,
    commentCount: row.comment_count,
    eventCount: row.event_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    pullRequest: row.base_branch === null ? null : toPullRequest(row, row.base_branch),
  };
}

function toPullRequest(row: Row, baseBranch: string): PullRequestRow {
  return {
    baseBranch,
    isFromReader: row.is_from_reader === true,
    hasRef: row.has_ref === true,
    mergeCommit: row.merge_commit?.toString("hex") ?? null,
    mergedHead: row.merged_head?.toString("hex") ?? null,
    mergedFrom: row.merged_from?.toString("hex") ?? null,
  };
}

type Key = { repositoryId: number; num: number };

export async function findDiscussion(
  db: Database,
  { repositoryId, num }: Key,
): Promise<DiscussionRow | undefined> {
  const row = await selectDiscussions(db)
    .where("d.repository_id", "=", repositoryId)
    .where("d.num", "=", num)
    .executeTakeFirst();
  return row && toDiscussion(row);
}

export async function findDiscussionById(
  db: Database,
  id: number,
): Promise<DiscussionRow | undefined> {
  const row = await selectDiscussions(db).where("d.id", "=", id).executeTakeFirst();
  return row && toDiscussion(row);
}

/** As `findDiscussion`, and keeps others from changing it until the end. */
export async function lockDiscussion(
  trx: DatabaseTransaction,
  { repositoryId, num }: Key,
): Promise<DiscussionRow | undefined> {
  await trx
    .selectFrom("discussions")
    .select("id")
    .where("repository_id", "=", repositoryId)
    .where("num", "=", num)
    .forUpdate()
    .execute();
  return findDiscussion(trx, { repositoryId, num });
}

export type DiscussionFilter = {
  isPullRequest?: boolean | undefined;
  isClosed?: boolean | undefined;
  authorId?: number | undefined;
};

function filtered(db: Database, repositoryId: number, filter: DiscussionFilter) {
  const { isPullRequest, isClosed, authorId } = filter;
  let query = selectDiscussions(db).where("d.repository_id", "=", repositoryId);
  if (isPullRequest !== undefined) query = query.where("d.is_pull_request", "=", isPullRequest);
  if (isClosed !== undefined) query = query.where("d.is_closed", "=", isClosed);
  if (authorId !== undefined) query = query.where("d.author_id", "=", authorId);
  return query;
}

type Window = { before?: number | undefined; skip?: number; limit: number };

/** Newest first. */
export async function listDiscussionRows(
  db: Database,
  repositoryId: number,
  { before, skip = 0, limit, ...filter }: DiscussionFilter & Window,
): Promise<DiscussionRow[]> {
  let query = filtered(db, repositoryId, filter);
  if (before !== undefined) query = query.where("d.num", "<", before);
  const rows = await query.orderBy("d.num", "desc").offset(skip).limit(limit).execute();
  return rows.map(toDiscussion);
}

export async function countDiscussions(
  db: Database,
  repositoryId: number,
  filter: DiscussionFilter,
): Promise<number> {
  const { count } = await filtered(db, repositoryId, filter)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

export type NewDiscussionRow = Key & { title: string; author: Author; status: "draft" | "open" };

/** @returns its id. */
export async function insertDiscussion(
  trx: DatabaseTransaction,
  { repositoryId, num, title, author, status }: NewDiscussionRow,
  pullRequest: Pick<PullRequestRow, "baseBranch" | "isFromReader"> | null,
): Promise<number> {
  const { id } = await trx
    .insertInto("discussions")
    .values({
      repository_id: repositoryId,
      num,
      title,
      author_id: author.id,
      author_name: author.name,
      is_pull_request: pullRequest !== null,
      status,
      is_closed: false,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (pullRequest === null) return id;
  const { baseBranch, isFromReader } = pullRequest;
  await trx
    .insertInto("pull_requests")
    .values({ discussion_id: id, base_branch: baseBranch, is_from_reader: isFromReader })
    .execute();
  return id;
}

export async function updateDiscussion(
  trx: DatabaseTransaction,
  id: number,
  change: { title: string } | { status: DiscussionStatus },
): Promise<void> {
  const isClosed = "status" in change && ["closed", "merged"].includes(change.status);
  await trx
    .updateTable("discussions")
    .set("status" in change ? { ...change, is_closed: isClosed } : change)
    .where("id", "=", id)
    .execute();
}

export async function removeDiscussion(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx.deleteFrom("discussions").where("id", "=", id).execute();
}
