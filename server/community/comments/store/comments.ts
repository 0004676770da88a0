import { type RawBuilder, sql } from "kysely";
import type { CommentState } from "#contract/community/comment.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { newPublicId } from "../../../platform/ids.ts";

export type CommentRow = {
  id: number;
  publicId: string;
  /** Of the comment that its thread began with; null: this one. */
  rootId: number | null;
  rootPublicId: string | null;
  /** The reply that it answers. */
  replyTo: { publicId: string; state: CommentState; authorId: number | null } | null;
  /** Null when the account is gone, or goes. */
  authorId: number | null;
  body: string;
  mentions: string[];
  state: CommentState;
  reason: string | null;
  likeCount: number;
  isLiked: boolean;
  replyCount: number;
  createdAt: Date;
  editedAt: Date | null;
};

/** Who reads: an account, whose likes are told with each comment; null: nobody in particular. */
export type Reading = { assetId: number; readerId: number | null };

/** Comments on one asset, in a statement for every list. */
function selectComments(db: Database, { assetId, readerId }: Reading) {
  return db
    .selectFrom("comments as c")
    .leftJoin("accounts as author", (join) =>
      join.onRef("author.id", "=", "c.author_id").on("author.state", "<>", "deleted"),
    )
    .leftJoin("comments as root", "root.id", "c.root_id")
    .leftJoin("comments as answered", "answered.id", "c.reply_to_id")
    .leftJoin("accounts as other", (join) =>
      join.onRef("other.id", "=", "answered.author_id").on("other.state", "<>", "deleted"),
    )
    .where("c.asset_id", "=", assetId)
    .select([
      "c.id",
      "c.public_id",
      "c.root_id",
      "root.public_id as root_public_id",
      "answered.public_id as answered_public_id",
      "answered.state as answered_state",
      "other.id as answered_author_id",
      "author.id as author_id",
      "c.body",
      "c.mentions",
      "c.state",
      "c.moderation_reason",
      "c.like_count",
      "c.reply_count",
      "c.created_at",
      "c.edited_at",
    ])
    .select(
      sql<boolean>`exists (select from comment_likes as liked
        where liked.comment_id = c.id and liked.account_id = ${readerId})`.as("is_liked"),
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof selectComments>["execute"]>>[number];

function toComment(row: Row): CommentRow {
  return {
    id: row.id,
    publicId: row.public_id,
    rootId: row.root_id,
    rootPublicId: row.root_public_id,
    replyTo:
      row.answered_public_id === null
        ? null
        : {
            publicId: row.answered_public_id,
            state: row.answered_state as CommentState,
            authorId: row.answered_author_id,
          },
    authorId: row.author_id,
    body: row.body,
    mentions: row.mentions,
    state: row.state as CommentState,
    reason: row.moderation_reason,
    likeCount: row.like_count,
    isLiked: row.is_liked,
    replyCount: row.reply_count,
    createdAt: row.created_at,
    editedAt: row.edited_at,
  };
}

export type CommentSort = "newest" | "oldest" | "liked";
/** The last one shown: of the most liked with its likes. */
export type CommentKey = { id: number; likeCount: number };
type Window = { sort: CommentSort; after: CommentKey | null; limit: number };

/** What began a thread; one more than the limit. */
export async function listRoots(
  db: Database,
  reading: Reading,
  { sort, after, limit }: Window,
): Promise<CommentRow[]> {
  let query = selectComments(db, reading).where("c.root_id", "is", null);
  if (after !== null) query = query.where(beyond(sort, after));
  if (sort === "liked") query = query.orderBy("c.like_count", "desc");
  const rows = await query
    .orderBy("c.id", sort === "oldest" ? "asc" : "desc")
    .limit(limit + 1)
    .execute();
  return rows.map(toComment);
}

function beyond(sort: CommentSort, { id, likeCount }: CommentKey): RawBuilder<boolean> {
  if (sort === "newest") return sql<boolean>`c.id < ${id}`;
  if (sort === "oldest") return sql<boolean>`c.id > ${id}`;
  return sql<boolean>`(c.like_count, c.id) < (${likeCount}::int, ${id}::bigint)`;
}

/** What follows in a thread, oldest first; one more than the limit. */
export async function listReplies(
  db: Database,
  reading: Reading,
  { rootId, after, limit }: { rootId: number; after: number; limit: number },
): Promise<CommentRow[]> {
  const rows = await selectComments(db, reading)
    .where("c.root_id", "=", rootId)
    .where("c.id", ">", after)
    .orderBy("c.id")
    .limit(limit + 1)
    .execute();
  return rows.map(toComment);
}

/** The first replies of several threads, oldest first; of each one more than the limit. */
export async function listFirstReplies(
  db: Database,
  reading: Reading,
  { rootIds, limit }: { rootIds: readonly number[]; limit: number },
): Promise<CommentRow[]> {
  if (rootIds.length === 0) return [];
  const rows = await selectComments(db, reading)
    .where(
      sql<boolean>`c.id in (
        select first.id from unnest(${[...rootIds]}::bigint[]) as thread (id)
        cross join lateral (select id from comments where root_id = thread.id
          order by id limit ${limit + 1}) as first)`,
    )
    .orderBy("c.id")
    .execute();
  return rows.map(toComment);
}

export async function findComment(
  db: Database,
  reading: Reading,
  key: { publicId: string } | { id: number },
): Promise<CommentRow | undefined> {
  const query = selectComments(db, reading);
  const row = await (
    "id" in key ? query.where("c.id", "=", key.id) : query.where("c.public_id", "=", key.publicId)
  ).executeTakeFirst();
  return row && toComment(row);
}

/** Holds comments until the end; the one that began a thread is held before those below it. */
export async function lockComment(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx.selectFrom("comments").select("id").where("id", "=", id).forUpdate().execute();
}

export type NewComment = {
  assetId: number;
  rootId: number | null;
  replyToId: number | null;
  authorId: number;
  body: string;
  mentions: readonly string[];
};

/** Adds a comment, and counts it in its thread. @returns its id. */
export async function insertComment(
  trx: DatabaseTransaction,
  { assetId, rootId, replyToId, authorId, body, mentions }: NewComment,
): Promise<number> {
  const { id } = await trx
    .insertInto("comments")
    .values({
      public_id: newPublicId(),
      asset_id: assetId,
      root_id: rootId,
      reply_to_id: replyToId,
      author_id: authorId,
      body,
      mentions: [...mentions],
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (rootId !== null) await countReply(trx, rootId, 1);
  return id;
}

async function countReply(trx: DatabaseTransaction, rootId: number, by: 1 | -1): Promise<void> {
  await trx
    .updateTable("comments")
    .set((eb) => ({ reply_count: eb("reply_count", "+", by) }))
    .where("id", "=", rootId)
    .execute();
}

export async function replaceBody(
  trx: DatabaseTransaction,
  id: number,
  { body, mentions, at }: { body: string; mentions: readonly string[]; at: Date },
): Promise<void> {
  await trx
    .updateTable("comments")
    .set({ body, mentions: [...mentions], edited_at: at })
    .where("id", "=", id)
    .execute();
}

/** Whether a reply within its thread was answered. */
export async function isAnswered(db: Database, id: number): Promise<boolean> {
  const row = await db
    .selectFrom("comments")
    .select("id")
    .where("reply_to_id", "=", id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

type Moderation = { state: "hidden" | "shown"; reason: string | null; accountId: number };

export async function setModeration(
  trx: DatabaseTransaction,
  id: number,
  { state, reason, accountId }: Moderation,
): Promise<void> {
  await trx
    .updateTable("comments")
    .set({ state, moderation_reason: reason, moderated_by: accountId })
    .where("id", "=", id)
    .execute();
}

/** Takes the words of a comment away, and its likes; its place in the thread stays. */
export async function buryComment(
  trx: DatabaseTransaction,
  id: number,
  removal: { reason: string; accountId: number } | null,
): Promise<void> {
  await trx.deleteFrom("comment_likes").where("comment_id", "=", id).execute();
  await trx
    .updateTable("comments")
    .set({
      state: removal === null ? "deleted" : "removed",
      body: "",
      mentions: [],
      like_count: 0,
      moderation_reason: removal?.reason ?? null,
      moderated_by: removal?.accountId ?? null,
    })
    .where("id", "=", id)
    .execute();
}

/** Deletes a comment with its place; a thread of which nothing else is left goes with it. */
export async function deleteComment(
  trx: DatabaseTransaction,
  { id, rootId }: Pick<CommentRow, "id" | "rootId">,
): Promise<void> {
  await trx.deleteFrom("comments").where("id", "=", id).execute();
  if (rootId === null) return;
  await countReply(trx, rootId, -1);
  await sql`
    delete from comments as root
    where root.id = ${rootId} and root.state in ('deleted', 'removed') and not exists (
      select from comments as reply
      where reply.root_id = ${rootId} and reply.state in ('shown', 'hidden'))`.execute(trx);
}
