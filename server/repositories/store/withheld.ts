import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { bytesOf, hexOf, hexOrNull } from "./hex.ts";

/** What the scan calls dangerous among the files of the default branch, each content once. */
const dangerous = (repositoryId: number) => sql`
  select distinct on (oid) oid, sha256, path from (
    select path_entries.oid, path_entries.sha256, path_entries.path
    from file_scans
    join path_entries on path_entries.repository_id = file_scans.repository_id
      and path_entries.oid = file_scans.oid and path_entries.sha256 is null and not is_folder
    where file_scans.repository_id = ${repositoryId} and level = 'dangerous'
    union all
    select path_entries.oid, path_entries.sha256, path_entries.path
    from repository_objects
    join file_scans on file_scans.content_id = repository_objects.content_id
      and level = 'dangerous'
    join contents on contents.id = repository_objects.content_id
    join path_entries on path_entries.repository_id = repository_objects.repository_id
      and path_entries.sha256 = contents.sha256
    where repository_objects.repository_id = ${repositoryId}
  ) as found
  order by oid, path`;

/** Closes those that nobody has judged yet, and returns how many that were. */
export async function insertClosed(
  trx: DatabaseTransaction,
  repositoryId: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into judged_files (repository_id, oid, sha256, path, is_closed)
    select ${repositoryId}, found.oid, found.sha256, found.path, true
    from (${dangerous(repositoryId)}) as found
    on conflict (repository_id, oid) do nothing`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

/** Lets those of the default branch through, for good. */
export async function upsertOpened(trx: DatabaseTransaction, repositoryId: number): Promise<void> {
  await sql`
    insert into judged_files (repository_id, oid, sha256, path, is_closed)
    select ${repositoryId}, found.oid, found.sha256, found.path, false
    from (${dangerous(repositoryId)}) as found
    on conflict (repository_id, oid) do update set is_closed = false, judged_at = now()`.execute(
    trx,
  );
}

/** The same for files that may be anywhere in the history. */
export async function upsertOpenedFiles(
  trx: DatabaseTransaction,
  repositoryId: number,
  files: readonly ClosedFile[],
): Promise<void> {
  if (files.length === 0) return;
  await sql`
    insert into judged_files (repository_id, oid, sha256, path, is_closed)
    select distinct on (oid) ${repositoryId}, oid, sha256, path, false
    from unnest(
      ${files.map(({ oid }) => bytesOf(oid))}::bytea[],
      ${files.map(({ sha256 }) => (sha256 === null ? null : bytesOf(sha256)))}::bytea[],
      ${files.map(({ path }) => path)}::text[]
    ) as opened (oid, sha256, path)
    on conflict (repository_id, oid) do update set is_closed = false, judged_at = now()`.execute(
    trx,
  );
}

export type ClosedFile = { path: string; oid: string; sha256: string | null };

/** In the order of their paths. */
export async function listClosed(
  db: Database,
  repositoryId: number,
  limit: number,
): Promise<ClosedFile[]> {
  const rows = await db
    .selectFrom("judged_files")
    .select(["path", "oid", "sha256"])
    .where("repository_id", "=", repositoryId)
    .where("is_closed", "=", true)
    .orderBy("path")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    path: row.path,
    oid: hexOf(row.oid),
    sha256: hexOrNull(row.sha256),
  }));
}

/** How many of them the default branch holds. */
export async function countClosedAtHead(db: Database, repositoryId: number): Promise<number> {
  const row = await db
    .selectFrom("judged_files")
    .innerJoin("path_entries", (join) =>
      join
        .onRef("path_entries.repository_id", "=", "judged_files.repository_id")
        .onRef("path_entries.oid", "=", "judged_files.oid"),
    )
    .select(sql<number>`count(distinct judged_files.oid)::int`.as("count"))
    .where("judged_files.repository_id", "=", repositoryId)
    .where("is_closed", "=", true)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Keeps the commit that readers see; one that is held already stays. Null lets go of it. */
export async function updateHeld(
  trx: DatabaseTransaction,
  repositoryId: number,
  commit: string | null,
): Promise<void> {
  await trx
    .updateTable("repositories")
    .set({ held_oid: commit === null ? null : bytesOf(commit) })
    .where("id", "=", repositoryId)
    .where("held_oid", commit === null ? "is not" : "is", null)
    .execute();
}

/** Makes what every request asks of a repository first follow from the rest. */
export async function refreshWithholding(
  trx: DatabaseTransaction,
  repositoryId: number,
): Promise<void> {
  await sql`
    update repositories set is_withholding = not is_withholding
    where id = ${repositoryId} and is_withholding <> (held_oid is not null or exists (
      select from judged_files where repository_id = ${repositoryId} and is_closed)
      or exists (select from refs where repository_id = ${repositoryId} and is_hidden))`.execute(
    trx,
  );
}

type Asked = { commit: string; held: string; branch: string };

/** Whether a commit is reached from the held commit, or from any ref beside the held branch. */
export async function isShownCommit(
  db: Database,
  repositoryId: number,
  { commit, held, branch }: Asked,
): Promise<boolean> {
  const { rows } = await sql<{ is_shown: boolean }>`
    with recursive wanted as (
      select oid, generation from commits
      where repository_id = ${repositoryId} and oid = ${bytesOf(commit)}
    ), reached (oid, parents) as (
      select oid, parents from commits
      where repository_id = ${repositoryId} and (oid = ${bytesOf(held)} or oid in (
        select commit_oid from refs
        where repository_id = ${repositoryId} and name <> ${branch} and not is_hidden))
      union
      select next.oid, next.parents from reached
      join commits as next on next.repository_id = ${repositoryId}
        and next.oid = any(reached.parents)
        and next.generation >= (select generation from wanted)
    )
    select exists (select from reached join wanted using (oid)) as is_shown`.execute(db);
  return rows[0]?.is_shown ?? false;
}

export async function findHeld(db: Database, repositoryId: number): Promise<string | null> {
  const row = await db
    .selectFrom("repositories")
    .select("held_oid")
    .where("id", "=", repositoryId)
    .executeTakeFirst();
  return hexOrNull(row?.held_oid ?? null);
}

/** The full names of refs that only who may write sees. */
export async function listHiddenRefs(db: Database, repositoryId: number): Promise<string[]> {
  const rows = await db
    .selectFrom("refs")
    .select("name")
    .where("repository_id", "=", repositoryId)
    .where("is_hidden", "=", true)
    .execute();
  return rows.map(({ name }) => name);
}
