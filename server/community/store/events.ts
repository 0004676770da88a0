import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";

/** Who did it; the name is kept for when the account is gone. */
export type Author = { id: number | null; name: string };

export type EventType = "comment" | "status-change" | "title-change" | "commit";

export type EventRow = {
  id: number;
  publicId: string;
  type: EventType;
  author: Author;
  body: string;
  bodyBefore: string | null;
  commit: string | null;
  editedAt: Date | null;
  versionCount: number;
  isHidden: boolean;
  createdAt: Date;
};

const columns = [
  "id",
  "public_id",
  "type",
  "author_id",
  "author_name",
  "body",
  "body_before",
  "commit_oid",
  "edited_at",
  "version_count",
  "hidden_at",
  "created_at",
] as const;

function selectEvents(db: Database) {
  return db.selectFrom("discussion_events").select(columns);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectEvents>["execute"]>>[number];

function toEvent(row: Row): EventRow {
  return {
    id: row.id,
    publicId: row.public_id,
    type: row.type as EventType,
    author: { id: row.author_id, name: row.author_name },
    body: row.body,
    bodyBefore: row.body_before,
    commit: row.commit_oid?.toString("hex") ?? null,
    editedAt: row.edited_at,
    versionCount: row.version_count,
    isHidden: row.hidden_at !== null,
    createdAt: row.created_at,
  };
}

/** Oldest first. */
export async function listEventRows(
  db: Database,
  discussionId: number,
  { after, limit }: { after: number; limit: number },
): Promise<EventRow[]> {
  const rows = await selectEvents(db)
    .where("discussion_id", "=", discussionId)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toEvent);
}

/** What a thread began with. */
export async function findFirstComment(
  db: Database,
  discussionId: number,
): Promise<EventRow | undefined> {
  const row = await selectEvents(db)
    .where("discussion_id", "=", discussionId)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row && toEvent(row);
}

export async function findLastEvent(
  db: Database,
  discussionId: number,
  type: EventType,
): Promise<EventRow | undefined> {
  const row = await selectEvents(db)
    .where("discussion_id", "=", discussionId)
    .where("type", "=", type)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && toEvent(row);
}

export async function findEvent(
  db: Database,
  discussionId: number,
  publicId: string,
): Promise<EventRow | undefined> {
  const row = await selectEvents(db)
    .where("public_id", "=", publicId)
    .where("discussion_id", "=", discussionId)
    .executeTakeFirst();
  return row && toEvent(row);
}

export type NewEvent = {
  type: EventType;
  author: Author;
  body: string;
  bodyBefore?: string;
  commit?: string;
};

/** Adds to a thread and counts it there; the thread was touched now. */
export async function insertEvent(
  trx: DatabaseTransaction,
  discussionId: number,
  { type, author, body, bodyBefore, commit }: NewEvent,
): Promise<EventRow> {
  const row = await trx
    .insertInto("discussion_events")
    .values({
      public_id: newPublicId(),
      discussion_id: discussionId,
      type,
      author_id: author.id,
      author_name: author.name,
      body,
      body_before: bodyBefore ?? null,
      commit_oid: commit === undefined ? null : Buffer.from(commit, "hex"),
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
  await trx
    .updateTable("discussions")
    .set((eb) => ({
      event_count: eb("event_count", "+", 1),
      comment_count: eb("comment_count", "+", type === "comment" ? 1 : 0),
      updated_at: row.created_at,
    }))
    .where("id", "=", discussionId)
    .execute();
  return toEvent(row);
}

/** The text before becomes a version. */
export async function replaceBody(
  trx: DatabaseTransaction,
  event: EventRow,
  { body, at }: { body: string; at: Date },
): Promise<void> {
  await trx
    .insertInto("discussion_comment_versions")
    .values({
      event_id: event.id,
      version: event.versionCount,
      body: event.body,
      written_at: event.editedAt ?? event.createdAt,
    })
    .execute();
  await trx
    .updateTable("discussion_events")
    .set((eb) => ({ body, edited_at: at, version_count: eb("version_count", "+", 1) }))
    .where("id", "=", event.id)
    .execute();
}

export async function hideEvent(
  trx: DatabaseTransaction,
  id: number,
  { accountId, at }: { accountId: number; at: Date },
): Promise<void> {
  await trx
    .updateTable("discussion_events")
    .set({ hidden_at: at, hidden_by: accountId })
    .where("id", "=", id)
    .where("hidden_at", "is", null)
    .execute();
}

/** Newest first. */
export function listVersions(db: Database, eventId: number, limit: number) {
  return db
    .selectFrom("discussion_comment_versions")
    .select(["body", "written_at"])
    .where("event_id", "=", eventId)
    .orderBy("version", "desc")
    .limit(limit)
    .execute();
}

/** Who has commented in a thread, those first who did last. */
export async function listSpeakers(
  db: Database,
  { discussionId, limit }: { discussionId: number; limit: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom("discussion_events")
    .select("author_id")
    .select(({ fn }) => fn.max("id").as("last_id"))
    .where("discussion_id", "=", discussionId)
    .where("type", "=", "comment")
    .where("author_id", "is not", null)
    .groupBy("author_id")
    .orderBy("last_id", "desc")
    .limit(limit)
    .execute();
  return rows.flatMap((row) => row.author_id ?? []);
}
