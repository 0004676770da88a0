import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { bytesOf, hexOrNull } from "./hex.ts";

export type UploadState = "open" | "verifying" | "stored" | "failed" | "cancelled";

export type UploadSession = {
  id: string;
  accountId: number;
  repositoryId: number;
  path: string;
  sizeBytes: number;
  declaredSha256: string | null;
  /** Null: the bytes were in the store before. */
  stagingKey: string | null;
  state: UploadState;
  failure: string | null;
  contentId: number | null;
  /** Of the stored content. */
  sha256: string | null;
  createdAt: Date;
};

function select(db: Database) {
  return db
    .selectFrom("upload_sessions as upload")
    .leftJoin("contents", "contents.id", "upload.content_id")
    .select([
      "upload.id",
      "upload.account_id",
      "upload.repository_id",
      "upload.path",
      "upload.size_bytes",
      "upload.declared_sha256",
      "upload.staging_key",
      "upload.state",
      "upload.failure",
      "upload.content_id",
      "upload.created_at",
      "contents.sha256",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>["execute"]>>[number];

function toSession(row: Row): UploadSession {
  return {
    id: row.id,
    accountId: row.account_id,
    repositoryId: row.repository_id,
    path: row.path,
    sizeBytes: row.size_bytes,
    declaredSha256: hexOrNull(row.declared_sha256),
    stagingKey: row.staging_key,
    state: row.state as UploadState,
    failure: row.failure,
    contentId: row.content_id,
    sha256: hexOrNull(row.sha256),
    createdAt: row.created_at,
  };
}

/** Whose sessions, and where: nobody reaches those of another account. */
export type UploadOwner = { accountId: number; repositoryId: number };

export async function insertSession(
  db: Database,
  owner: UploadOwner,
  session: Pick<UploadSession, "id" | "path" | "sizeBytes" | "declaredSha256" | "stagingKey"> & {
    contentId: number | null;
  },
): Promise<void> {
  await db
    .insertInto("upload_sessions")
    .values({
      id: session.id,
      account_id: owner.accountId,
      repository_id: owner.repositoryId,
      path: session.path,
      size_bytes: session.sizeBytes,
      declared_sha256: session.declaredSha256 === null ? null : bytesOf(session.declaredSha256),
      staging_key: session.stagingKey,
      state: session.contentId === null ? "open" : "stored",
      content_id: session.contentId,
    })
    .execute();
}

export async function findSession(
  db: Database,
  owner: UploadOwner,
  id: string,
): Promise<UploadSession | undefined> {
  const row = await select(db)
    .where("upload.id", "=", id)
    .where("upload.account_id", "=", owner.accountId)
    .where("upload.repository_id", "=", owner.repositoryId)
    .executeTakeFirst();
  return row && toSession(row);
}

/** Sessions of one owner by id, for a commit that uses them. */
export async function findSessions(
  db: Database,
  owner: UploadOwner,
  ids: readonly string[],
): Promise<UploadSession[]> {
  if (ids.length === 0) return [];
  const rows = await select(db)
    .where("upload.id", "=", sql<string>`any(${[...ids]}::text[])`)
    .where("upload.account_id", "=", owner.accountId)
    .where("upload.repository_id", "=", owner.repositoryId)
    .execute();
  return rows.map(toSession);
}

/** The session that an interrupted client asks for again: same file by name, size and hash. */
export async function findResumable(
  db: Database,
  owner: UploadOwner,
  file: { path: string; sizeBytes: number; sha256: string },
): Promise<UploadSession | undefined> {
  const row = await select(db)
    .where("upload.account_id", "=", owner.accountId)
    .where("upload.repository_id", "=", owner.repositoryId)
    .where("upload.state", "in", ["open", "verifying"])
    .where("upload.path", "=", file.path)
    .where("upload.size_bytes", "=", file.sizeBytes)
    .where("upload.declared_sha256", "=", bytesOf(file.sha256))
    .orderBy("upload.created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && toSession(row);
}

/** Unfinished and uncommitted, newest first; one more than the limit. */
export async function listSessions(
  db: Database,
  owner: UploadOwner,
  page: { after: { createdAt: string; id: string } | null; limit: number },
): Promise<UploadSession[]> {
  const rows = await select(db)
    .where("upload.account_id", "=", owner.accountId)
    .where("upload.repository_id", "=", owner.repositoryId)
    .where("upload.state", "<>", "cancelled")
    .where("upload.committed_at", "is", null)
    .$if(page.after !== null, (query) =>
      query.where(
        sql<boolean>`(upload.created_at, upload.id) <
          (${page.after?.createdAt}::timestamptz, ${page.after?.id})`,
      ),
    )
    .orderBy("upload.created_at", "desc")
    .orderBy("upload.id", "desc")
    .limit(page.limit + 1)
    .execute();
  return rows.map(toSession);
}

/** False when the session is in none of the states that the change may start from. */
export async function changeState(
  db: Database,
  id: string,
  change: {
    from: readonly UploadState[];
    to: UploadState;
    failure?: string;
    contentId?: number;
  },
): Promise<boolean> {
  const row = await db
    .updateTable("upload_sessions")
    .set({
      state: change.to,
      touched_at: sql`now()`,
      ...(change.failure === undefined ? {} : { failure: change.failure }),
      ...(change.contentId === undefined ? {} : { content_id: change.contentId }),
    })
    .where("id", "=", id)
    .where("state", "in", [...change.from])
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function touchSession(db: Database, id: string): Promise<void> {
  await db
    .updateTable("upload_sessions")
    .set({ touched_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

export async function markCommitted(
  trx: DatabaseTransaction,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update upload_sessions set committed_at = now()
    where id = any(${[...ids]}::text[])`.execute(trx);
}

/** Ends sessions that nothing has touched since; returns the staging files to discard. */
export async function expireSessions(
  db: Database,
  untouchedSince: Date,
): Promise<{ id: string; stagingKey: string | null }[]> {
  const rows = await db
    .updateTable("upload_sessions")
    .set({ state: "cancelled" })
    .where("touched_at", "<", untouchedSince)
    .where("state", "in", ["open", "verifying"])
    .returning(["id", "staging_key"])
    .execute();
  return rows.map(({ id, staging_key }) => ({ id, stagingKey: staging_key }));
}

/** Forgets what is over. */
export async function removeEndedSessions(db: Database, untouchedSince: Date): Promise<void> {
  await db
    .deleteFrom("upload_sessions")
    .where("touched_at", "<", untouchedSince)
    .where("state", "in", ["stored", "failed", "cancelled"])
    .execute();
}
