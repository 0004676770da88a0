import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { bytesOf, hexOf } from "./hex.ts";
import { pointedTo } from "./pointed-to.ts";

/** The marks of a plan: what branches and tags show now, what lay at its paths, what would go. */
export type PlanMarks = { repositoryId: number; live: string; asked: string; dead: string };

/** All files of the repository that no branch and no tag shows, or those asked for among them. */
export async function markDead(
  trx: DatabaseTransaction,
  { repositoryId, live, asked, dead }: PlanMarks,
  { isWhole }: { isWhole: boolean },
): Promise<void> {
  const isAsked = isWhole
    ? sql`true`
    : sql`exists (select from sweep_marks as wanted
        where wanted.sweep = ${asked} and wanted.oid = git_objects.oid)`;
  await sql`
    insert into sweep_marks (sweep, oid)
    select ${dead}, oid from git_objects
    where repository_id = ${repositoryId} and type = 3 and purged_at is null and size_bytes > 0
      and ${isAsked}
      and not exists (select from sweep_marks as shown
        where shown.sweep = ${live} and shown.oid = git_objects.oid)`.execute(trx);
}

/** Marks as asked for the files, of any commit, that point to one of the contents. */
export async function markPointers(
  trx: DatabaseTransaction,
  { repositoryId, asked }: PlanMarks,
  sha256s: readonly string[],
): Promise<void> {
  await sql`
    insert into sweep_marks (sweep, oid)
    select ${asked}, oid from git_objects
    where repository_id = ${repositoryId} and type = 3 and size_bytes < 1024
      and ${pointedTo} = any(${sha256s.map(bytesOf)}::bytea[])
    on conflict do nothing`.execute(trx);
}

/** Whether other marks hold a file that was asked for. */
export async function showsAsked(
  trx: DatabaseTransaction,
  { asked }: PlanMarks,
  shown: string,
): Promise<boolean> {
  const { rows } = await sql<{ shows: boolean }>`
    select exists (
      select from sweep_marks as wanted
      join sweep_marks as shown on shown.sweep = ${shown} and shown.oid = wanted.oid
      where wanted.sweep = ${asked}
    ) as shows`.execute(trx);
  return rows[0]?.shows ?? false;
}

/** How many of the files asked for are shown elsewhere, and so stay. */
export async function countKept(
  trx: DatabaseTransaction,
  { repositoryId, live, asked }: PlanMarks,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from git_objects
    join sweep_marks as wanted on wanted.sweep = ${asked} and wanted.oid = git_objects.oid
    join sweep_marks as shown on shown.sweep = ${live} and shown.oid = git_objects.oid
    where repository_id = ${repositoryId} and type = 3`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** Contents that go: a dead file points to them and no file that is shown does. */
function deadContents({ repositoryId, live, dead }: PlanMarks): RawBuilder<unknown> {
  const named = (sweep: string) => sql`
    select distinct ${pointedTo} as sha256 from git_objects
    join sweep_marks on sweep = ${sweep} and sweep_marks.oid = git_objects.oid
    where repository_id = ${repositoryId} and type = 3`;
  return sql`
    gone as (${named(dead)}), kept as (${named(live)}),
    held as (
      select contents.id, contents.sha256, contents.size_bytes, edge.path,
        counted.repository_count > 1 as is_shared
      from gone
      join contents on contents.sha256 = gone.sha256
      join repository_objects as edge
        on edge.content_id = contents.id and edge.repository_id = ${repositoryId}
      join repositories on repositories.id = ${repositoryId}
      left join namespace_contents as counted on counted.content_id = contents.id
        and counted.namespace_id = repositories.namespace_id
      where not exists (select from kept where kept.sha256 = contents.sha256)
    )`;
}

export type DeadContent = {
  id: number;
  sha256: string;
  sizeBytes: number;
  path: string;
  /** By another repository of the same owner. */
  isShared: boolean;
};

/** Largest first. */
export async function listDeadContents(
  trx: DatabaseTransaction,
  marks: PlanMarks,
): Promise<DeadContent[]> {
  const { rows } = await sql<{
    id: number;
    sha256: Buffer;
    size_bytes: number;
    path: string;
    is_shared: boolean | null;
  }>`with ${deadContents(marks)} select * from held order by size_bytes desc, id`.execute(trx);
  return rows.map((row) => ({
    id: row.id,
    sha256: hexOf(row.sha256),
    sizeBytes: row.size_bytes,
    path: row.path,
    isShared: row.is_shared ?? false,
  }));
}

/** Dead files that are no pointers. */
export async function sumSmallFiles(
  trx: DatabaseTransaction,
  { repositoryId, dead }: PlanMarks,
): Promise<{ count: number; sizeBytes: number }> {
  const { rows } = await sql<{ count: number; bytes: number }>`
    select count(*)::int as count, coalesce(sum(size_bytes), 0)::bigint as bytes
    from git_objects join sweep_marks on sweep = ${dead} and sweep_marks.oid = git_objects.oid
    where repository_id = ${repositoryId} and type = 3 and ${pointedTo} is null`.execute(trx);
  return { count: rows[0]?.count ?? 0, sizeBytes: rows[0]?.bytes ?? 0 };
}

/** Stands for exactly what would go. */
export async function digestDead(
  trx: DatabaseTransaction,
  { dead }: PlanMarks,
  contentIds: readonly number[],
): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    select encode(sha256(coalesce(string_agg(oid, ''::bytea order by oid), ''::bytea)
      || convert_to(${contentIds.toSorted((a, b) => a - b).join(",")}, 'UTF8')), 'hex') as digest
    from sweep_marks where sweep = ${dead}`.execute(trx);
  return rows[0]?.digest ?? "";
}

/**
 * Ends the bytes of dead files; their ids and sizes stay.
 * @returns the bytes that lay in the database; packs are counted when they are written anew.
 */
export async function eraseSmallFiles(
  trx: DatabaseTransaction,
  { repositoryId, dead }: PlanMarks,
): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    with erased as (
      select git_objects.oid, git_objects.size_bytes, pack_id, body is not null as is_inline
      from git_objects join sweep_marks on sweep = ${dead} and sweep_marks.oid = git_objects.oid
      where repository_id = ${repositoryId} and type = 3 and ${pointedTo} is null
      order by git_objects.oid for update of git_objects
    ), done as (
      update git_objects set body = null, pack_id = null, pack_offset = null, purged_at = now()
      from erased where repository_id = ${repositoryId} and git_objects.oid = erased.oid
    ), emptied as (
      update packs set dead_bytes = dead_bytes + packed.bytes
      from (select pack_id, sum(size_bytes)::bigint as bytes from erased
        where pack_id is not null group by pack_id) as packed
      where packs.id = packed.pack_id
    )
    select coalesce(sum(size_bytes) filter (where is_inline), 0)::bigint as bytes
    from erased`.execute(trx);
  return rows[0]?.bytes ?? 0;
}

/** Other repositories of the owner that name some of the contents. */
export async function listSharers(
  trx: DatabaseTransaction,
  { repositoryId }: PlanMarks,
  contentIds: readonly number[],
): Promise<{ kind: string; name: string }[]> {
  const { rows } = await sql<{ kind: string; name: string }>`
    select distinct other.kind, other.name
    from repository_objects as edge
    join repositories as other on other.id = edge.repository_id
    join repositories as own on own.id = ${repositoryId}
      and own.namespace_id = other.namespace_id
    where content_id = any(${[...contentIds]}::bigint[]) and other.id <> ${repositoryId}
    order by other.name limit 20`.execute(trx);
  return rows;
}

export async function forgetPlan(
  trx: DatabaseTransaction,
  { live, asked, dead }: PlanMarks,
): Promise<void> {
  await trx.deleteFrom("sweep_marks").where("sweep", "in", [live, asked, dead]).execute();
}
