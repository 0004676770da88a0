import { type RawBuilder, sql } from "kysely";
import {
  type Database,
  type DatabaseTransaction,
  prepared,
} from "../../platform/database/index.ts";
import type { FileMode } from "../../platform/git/index.ts";
import type { FolderMove } from "../events.ts";
import type { Entry } from "../reading/entry.ts";
import { folderOf, nameOf } from "../rules/paths.ts";
import { bytesOf, hexOf, hexOrNull } from "./hex.ts";

const BATCH_ROWS = 5000;
/** Of one statement: some seconds, also with a slow disk. */
const MOVED_ROWS = 20_000;

/** A file or folder as the index of the default branch keeps it. */
export type IndexedEntry = {
  path: string;
  isFolder: boolean;
  mode: string;
  oid: string;
  /** Of a folder: how much it grows. */
  sizeBytes: number;
  sha256: string | null;
};

type Row = {
  path: string;
  name: string;
  is_folder: boolean;
  mode: string;
  oid: Buffer;
  size_bytes: number;
  sha256: Buffer | null;
  last_commit: Buffer;
};

function toEntry(row: Row): Entry {
  return {
    type: row.is_folder ? "folder" : "file",
    path: row.path,
    name: row.name,
    mode: row.mode as FileMode,
    oid: hexOf(row.oid),
    sizeBytes: row.size_bytes,
    sha256: hexOrNull(row.sha256),
    lastCommit: hexOf(row.last_commit),
  };
}

export type IndexQuery =
  | { folder: string; after: { isFolder: boolean; name: string } | null; limit: number }
  | { below: string; afterPath: string | null; limit: number }
  | { paths: readonly string[] };

/**
 * Reads the index if it is that of `commit`: the index and the head it belongs to come from one
 * statement, so they cannot disagree. Undefined when the default branch is elsewhere.
 */
export async function readIndex(
  db: Database,
  at: { repositoryId: number; commit: string },
  query: IndexQuery,
): Promise<Entry[] | undefined> {
  const rows = await selectEntries(db, { ...at, commit: bytesOf(at.commit) }, query);
  if (rows.length === 0) return undefined;
  return rows.filter(isRow).map(toEntry);
}

type IndexAt = { repositoryId: number; commit: Buffer };

const selectByPaths = prepared((db, key: IndexAt & { paths: string[] }) => ({
  compile: () =>
    indexStatement(
      key,
      sql`select * from path_entries
        where repository_id = ${key.repositoryId} and path = any(${key.paths}::text[])`,
    ).compile(db),
}));

/** Lists are planned for the place where they begin; what is read by its path is prepared. */
async function selectEntries(
  db: Database,
  at: IndexAt,
  query: IndexQuery,
): Promise<Partial<Row>[]> {
  if ("paths" in query) return selectByPaths(db, { ...at, paths: [...query.paths] });
  return (await indexStatement(at, pageOf(at, query)).execute(db)).rows;
}

function indexStatement(at: IndexAt, entries: RawBuilder<unknown>) {
  return sql<Partial<Row>>`
    select entry.path, entry.name, entry.is_folder, entry.mode, entry.oid, entry.size_bytes,
      entry.sha256, entry.last_commit
    from repositories
    join refs on refs.repository_id = repositories.id
      and refs.name = 'refs/heads/' || repositories.default_branch
    left join lateral (${entries}) as entry on true
    where repositories.id = ${at.repositoryId} and refs.target = ${at.commit}`;
}

function isRow(row: Partial<Row>): row is Row {
  return row.path !== null && row.path !== undefined;
}

function pageOf(
  { repositoryId }: IndexAt,
  query: Exclude<IndexQuery, { paths: readonly string[] }>,
): RawBuilder<unknown> {
  if ("folder" in query) return folderPage(repositoryId, query);
  const { below, afterPath, limit } = query;
  const within = below === "" ? sql`true` : isBelow(below);
  const rest = afterPath === null ? sql`true` : sql`path > ${afterPath}`;
  return sql`select * from path_entries
    where repository_id = ${repositoryId} and ${within} and ${rest} order by path limit ${limit}`;
}

/** Folders, then files. Each part begins in the index where the page does. */
function folderPage(
  repositoryId: number,
  { folder, after, limit }: Extract<IndexQuery, { folder: string }>,
): RawBuilder<unknown> {
  const part = (isFolder: boolean) => {
    const rest = after?.isFolder === isFolder ? sql`name > ${after.name}` : sql`true`;
    return sql`(select * from path_entries
      where repository_id = ${repositoryId} and folder = ${folder}
        and is_folder = ${isFolder} and ${rest}
      order by name limit ${limit})`;
  };
  if (after?.isFolder === false) return part(false);
  return sql`select * from (${part(true)} union all ${part(false)}) as part
    order by is_folder desc, name limit ${limit}`;
}

/** `0` is what follows `/`. */
function isBelow(folder: string): RawBuilder<boolean> {
  return sql<boolean>`path > ${`${folder}/`} and path < ${`${folder}0`}`;
}

/** Adds and replaces entries; a folder's size grows by what is given. */
export async function upsertEntries(
  trx: DatabaseTransaction,
  { repositoryId, commit }: { repositoryId: number; commit: string },
  entries: readonly IndexedEntry[],
): Promise<void> {
  for (let start = 0; start < entries.length; start += BATCH_ROWS) {
    const batch = entries.slice(start, start + BATCH_ROWS);
    await sql`
      insert into path_entries as old (repository_id, path, folder, name, is_folder, mode, oid,
        size_bytes, sha256, last_commit)
      select ${repositoryId}, new.*, ${bytesOf(commit)}
      from unnest(
        ${batch.map(({ path }) => path)}::text[],
        ${batch.map(({ path }) => folderOf(path))}::text[],
        ${batch.map(({ path }) => nameOf(path))}::text[],
        ${batch.map(({ isFolder }) => isFolder)}::boolean[],
        ${batch.map(({ mode }) => mode)}::text[],
        ${batch.map(({ oid }) => bytesOf(oid))}::bytea[],
        ${batch.map(({ sizeBytes }) => sizeBytes)}::bigint[],
        ${batch.map(({ sha256 }) => (sha256 === null ? null : bytesOf(sha256)))}::bytea[]
      ) as new
      on conflict (repository_id, path) do update set
        is_folder = excluded.is_folder,
        mode = excluded.mode,
        oid = excluded.oid,
        size_bytes = excluded.size_bytes
          + case when old.is_folder and excluded.is_folder then old.size_bytes else 0 end,
        sha256 = excluded.sha256,
        last_commit = excluded.last_commit`.execute(trx);
  }
}

export async function removeEntries(
  trx: DatabaseTransaction,
  repositoryId: number,
  paths: readonly string[],
): Promise<void> {
  if (paths.length === 0) return;
  await sql`
    delete from path_entries
    where repository_id = ${repositoryId} and path = any(${[...paths]}::text[])`.execute(trx);
}

/** How much lies in a folder. */
export async function getSize(
  trx: DatabaseTransaction,
  repositoryId: number,
  path: string,
): Promise<number> {
  const { size_bytes } = await trx
    .selectFrom("path_entries")
    .select("size_bytes")
    .where("repository_id", "=", repositoryId)
    .where("path", "=", path)
    .executeTakeFirstOrThrow();
  return size_bytes;
}

/** A path below a folder that has more bytes of UTF-8, or more levels, than it may. */
export async function findLongBelow(
  trx: DatabaseTransaction,
  repositoryId: number,
  { folder, bytes, levels }: { folder: string; bytes: number; levels: number },
): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`
    select path from path_entries
    where repository_id = ${repositoryId} and ${isBelow(folder)}
      and (octet_length(path) > ${bytes}
        or octet_length(path) - octet_length(replace(path, '/', '')) >= ${levels})
    limit 1`.execute(trx);
  return rows[0]?.path;
}

/** Moves a folder and all below it to a path at which there is nothing; folders above are not touched. */
export async function moveEntries(
  trx: DatabaseTransaction,
  {
    repositoryId,
    commit,
    move: { from, to },
  }: { repositoryId: number; commit: string; move: FolderMove },
): Promise<void> {
  const moved = (column: string) =>
    sql`${to}::text || substring(${sql.ref(column)} from char_length(${from}::text) + 1)`;
  await sql`
    update path_entries set path = ${to}, folder = ${folderOf(to)}, name = ${nameOf(to)},
      last_commit = ${bytesOf(commit)}
    where repository_id = ${repositoryId} and path = ${from}`.execute(trx);
  for (let rows = MOVED_ROWS; rows === MOVED_ROWS;) {
    const { numAffectedRows } = await sql`
      with next as (
        select path from path_entries where repository_id = ${repositoryId} and ${isBelow(from)}
        order by path limit ${MOVED_ROWS}
      )
      update path_entries set path = ${moved("path_entries.path")},
        folder = ${moved("path_entries.folder")}, last_commit = ${bytesOf(commit)}
      from next
      where repository_id = ${repositoryId} and path_entries.path = next.path`.execute(trx);
    rows = Number(numAffectedRows ?? 0);
  }
}

/** Where the default branch shows contents. */
export async function findPathsOf(
  db: Database,
  repositoryId: number,
  sha256s: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom("path_entries")
    .select("path")
    .where("repository_id", "=", repositoryId)
    .where("sha256", "=", sql<Buffer>`any(${sha256s.map(bytesOf)}::bytea[])`)
    .orderBy("path")
    .execute();
  return rows.map(({ path }) => path);
}

/** Says of every entry that this commit was the last to change it. */
export async function replaceLastCommits(
  trx: DatabaseTransaction,
  repositoryId: number,
  commit: string,
): Promise<void> {
  await trx
    .updateTable("path_entries")
    .set({ last_commit: bytesOf(commit) })
    .where("repository_id", "=", repositoryId)
    .execute();
}

/** Heads of default branches with the first of their files, in the order of their paths. */
export async function findHeads(
  db: Database,
  { repositoryIds, files }: { repositoryIds: readonly number[]; files: number },
): Promise<{ id: number; head: string | null; paths: string[] }[]> {
  const { rows } = await sql<{ id: number; head: Buffer | null; paths: string[] }>`
    select repositories.id, coalesce(held_oid, refs.commit_oid) as head, coalesce((
      select array_agg(path order by path) from (
        select path from path_entries
        where path_entries.repository_id = repositories.id and not is_folder
        order by path limit ${files}
      ) as first
    ), '{}') as paths
    from repositories left join refs on refs.repository_id = repositories.id
      and refs.name = 'refs/heads/' || repositories.default_branch
    where repositories.id = any(${[...repositoryIds]}::bigint[])`.execute(db);
  return rows.map(({ id, head, paths }) => ({ id, head: hexOrNull(head), paths }));
}
