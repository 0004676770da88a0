import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { hexOf } from "./hex.ts";
import { pointedTo } from "./pointed-to.ts";

/** From one repository to a new one; `marks` names what is reachable in the first. */
export type Copy = { from: number; to: number; marks: string };

/** A blob that lies in a pack of the store. */
export type PackedSource = { oid: string; sizeBytes: number; packKey: string; packOffset: number };

/** Marked blobs that lie in packs, in the order in which they are read best. */
export async function listMarkedPacked(
  db: Database,
  { from, marks }: Pick<Copy, "from" | "marks">,
): Promise<PackedSource[]> {
  const { rows } = await sql<{
    oid: Buffer;
    size_bytes: number;
    object_key: string;
    pack_offset: number;
  }>`
    select git_objects.oid, git_objects.size_bytes, object_key, pack_offset
    from git_objects join sweep_marks on sweep = ${marks} and sweep_marks.oid = git_objects.oid
    join packs on packs.id = pack_id
    where git_objects.repository_id = ${from} order by pack_id, pack_offset`.execute(db);
  return rows.map((row) => ({
    oid: hexOf(row.oid),
    sizeBytes: row.size_bytes,
    packKey: row.object_key,
    packOffset: row.pack_offset,
  }));
}

/** Marked objects that lie in the database, and the commits among them. @returns the bytes added. */
export async function copyObjects(
  trx: DatabaseTransaction,
  { from, to, marks }: Copy,
): Promise<number> {
  const isMarked = sql`exists (select from sweep_marks where sweep = ${marks}
    and sweep_marks.oid = source.oid)`;
  await sql`
    insert into commits (repository_id, oid, tree_oid, parents, generation, author_id, author_name,
      author_email, authored_at, title, description, created_at)
    select ${to}, oid, tree_oid, parents, generation, author_id, author_name, author_email,
      authored_at, title, description, created_at
    from commits as source where repository_id = ${from} and ${isMarked}`.execute(trx);
  const { rows } = await sql<{ bytes: number }>`
    with added as (
      insert into git_objects (repository_id, oid, type, size_bytes, body, purged_at)
      select ${to}, oid, type, size_bytes, body, purged_at
      from git_objects as source
      where repository_id = ${from} and pack_id is null and ${isMarked}
      returning size_bytes, body is not null as is_inline
    )
    select coalesce(sum(size_bytes) filter (where is_inline), 0)::bigint as bytes
    from added`.execute(trx);
  return rows[0]?.bytes ?? 0;
}

/** Branches and tags, none of them protected; the path index, the sizes, and what was purged. */
export async function copyState(trx: DatabaseTransaction, { from, to }: Copy): Promise<void> {
  await sql`
    insert into refs (repository_id, name, target, commit_oid)
    select ${to}, name, target, commit_oid from refs
    where repository_id = ${from} and not is_hidden
      and (name like 'refs/heads/%' or name like 'refs/tags/%')`.execute(trx);
  await sql`
    insert into path_entries (repository_id, path, folder, name, is_folder, mode, oid, size_bytes,
      sha256, last_commit)
    select ${to}, path, folder, name, is_folder, mode, oid, size_bytes, sha256, last_commit
    from path_entries where repository_id = ${from}`.execute(trx);
  await sql`
    insert into purged_contents (repository_id, sha256, purge_id)
    select ${to}, sha256, purge_id from purged_contents where repository_id = ${from}`.execute(trx);
  await sql`
    update repositories set default_branch = source.default_branch,
      size_bytes = source.size_bytes, file_count = source.file_count, updated_at = now()
    from repositories as source
    where repositories.id = ${to} and source.id = ${from}`.execute(trx);
}

/** Contents that the copied files point to and the first repository holds. */
export async function listNamedContents(
  trx: DatabaseTransaction,
  { from, to }: Copy,
): Promise<{ id: number; path: string }[]> {
  const { rows } = await sql<{ id: number; path: string }>`
    with named as (
      select distinct ${pointedTo} as sha256 from git_objects
      where repository_id = ${to} and type = 3 and size_bytes < 1024
    )
    select contents.id, edge.path from named
    join contents on contents.sha256 = named.sha256
    join repository_objects as edge
      on edge.content_id = contents.id and edge.repository_id = ${from}`.execute(trx);
  return rows;
}
