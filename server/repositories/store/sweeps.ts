import { sql } from "kysely";
import {
  type Database,
  type DatabaseTransaction,
  prepared,
} from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import { bytesOf, hexOf } from "./hex.ts";
import { pointedTo } from "./pointed-to.ts";

/** Repositories of which something became unreachable before then and nothing since, or long ago. */
export async function findLossy(
  db: Database,
  { lostBefore, lostLongBefore, limit }: { lostBefore: Date; lostLongBefore: Date; limit: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom("repository_storage")
    .select("repository_id")
    .where("lost_last_at", "is not", null)
    .where(({ or, eb }) =>
      or([eb("lost_last_at", "<", lostBefore), eb("lost_first_at", "<", lostLongBefore)]),
    )
    .orderBy("lost_last_at")
    .limit(limit)
    .execute();
  return rows.map(({ repository_id }) => repository_id);
}

/** Begins a sweep; one that runs elsewhere finds out and gives up, one that was killed is cleared. */
export async function beginSweep(db: Database, repositoryId: number): Promise<string> {
  const sweep = newPublicId();
  const { rows } = await sql<{ sweep: string | null }>`
    update repository_storage set sweep = ${sweep}
    from (select sweep from repository_storage where repository_id = ${repositoryId}) as before
    where repository_id = ${repositoryId} returning before.sweep`.execute(db);
  const left = rows[0]?.sweep ?? null;
  if (left !== null) await forgetMarks(db, left);
  return sweep;
}

/** Keeps the sweep; false when another one has begun. */
export async function holdSweep(
  trx: DatabaseTransaction,
  repositoryId: number,
  sweep: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom("repository_storage")
    .select("sweep")
    .where("repository_id", "=", repositoryId)
    .forUpdate()
    .executeTakeFirst();
  return row?.sweep === sweep;
}

/** What was lost before the sweep began is gone; what was lost since waits for the next one. */
export async function endSweep(
  trx: DatabaseTransaction,
  repositoryId: number,
  startedAt: Date,
): Promise<void> {
  await sql`
    update repository_storage set sweep = null,
      lost_first_at = case when lost_last_at < ${startedAt} then null else lost_last_at end,
      lost_last_at = case when lost_last_at < ${startedAt} then null else lost_last_at end
    where repository_id = ${repositoryId}`.execute(trx);
}

export async function forgetMarks(db: Database, sweep: string): Promise<void> {
  await db.deleteFrom("sweep_marks").where("sweep", "=", sweep).execute();
}

/** Marks objects; returns those that were not marked before. */
export async function insertMarks(
  db: Database,
  sweep: string,
  oids: readonly string[],
): Promise<string[]> {
  if (oids.length === 0) return [];
  const { rows } = await sql<{ oid: Buffer }>`
    insert into sweep_marks (sweep, oid)
    select ${sweep}, unnest(${oids.map(bytesOf)}::bytea[])
    on conflict do nothing returning oid`.execute(db);
  return rows.map(({ oid }) => hexOf(oid));
}

/**
 * Marks every commit that a ref or a held branch reaches and that was not marked, and what refs name
 * besides.
 * @returns the trees of these commits, and what else may be a tree.
 */
export async function markHistory(
  db: Database,
  { sweep, repositoryId }: { sweep: string; repositoryId: number },
): Promise<string[]> {
  const { rows } = await sql<{ oid: Buffer }>`
    with recursive unmarked as (
      select * from commits where repository_id = ${repositoryId}
        and not exists (select from sweep_marks where sweep = ${sweep} and oid = commits.oid)
    ), live as (
      select unmarked.oid, parents, tree_oid from unmarked
      where oid in (
        select commit_oid from refs where repository_id = ${repositoryId}
        union all select held_oid from repositories where id = ${repositoryId})
      union
      select next.oid, next.parents, next.tree_oid from live
      join unmarked as next on next.oid = any(live.parents)
    ), added as (
      insert into sweep_marks (sweep, oid)
      select ${sweep}, oid from live
      union select ${sweep}, target from refs where repository_id = ${repositoryId}
        and commit_oid is distinct from target and commit_oid is not null
      on conflict do nothing
    )
    select distinct tree_oid as oid from live
    union select target from refs where repository_id = ${repositoryId} and commit_oid is null`.execute(
    db,
  );
  return rows.map(({ oid }) => hexOf(oid));
}

/** The trees that branches and tags show now, and pull requests where they are asked for. */
export async function listRefTrees(
  db: Database,
  repositoryId: number,
  { withPullRequests }: { withPullRequests: boolean },
): Promise<string[]> {
  const rows = await db
    .selectFrom("refs")
    .innerJoin("commits", (join) =>
      join
        .onRef("commits.repository_id", "=", "refs.repository_id")
        .onRef("commits.oid", "=", "refs.commit_oid"),
    )
    .select("tree_oid")
    .distinct()
    .where("refs.repository_id", "=", repositoryId)
    .$if(!withPullRequests, (query) => query.where("refs.name", "not like", "refs/pr/%"))
    .execute();
  return rows.map(({ tree_oid }) => hexOf(tree_oid));
}

/** The trees of all commits that a branch or tag reaches. */
export async function listHistoryTrees(
  db: Database,
  repositoryId: number,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ tree_oid: Buffer }>`
    with recursive live as (
      select commits.oid, parents, tree_oid from commits
      join refs on refs.repository_id = ${repositoryId} and refs.commit_oid = commits.oid
      where commits.repository_id = ${repositoryId}
      union
      select next.oid, next.parents, next.tree_oid from live
      join commits as next
        on next.repository_id = ${repositoryId} and next.oid = any(live.parents)
    )
    select tree_oid from live limit ${limit}`.execute(db);
  return rows.map(({ tree_oid }) => hexOf(tree_oid));
}

export type RemovedObjects = {
  objects: number;
  /** Of those that lay in the database; packs are counted when they are written anew. */
  inlineBytes: number;
  /** Where the next window begins; null at the end. */
  next: string | null;
};

/** Removes what is not marked among the next objects in the order of their ids. */
export async function removeUnmarked(
  trx: DatabaseTransaction,
  window: { sweep: string; repositoryId: number; after: string; limit: number },
): Promise<RemovedObjects> {
  const { sweep, repositoryId, after, limit } = window;
  const { rows } = await sql<{ objects: number; bytes: number; seen: number; last: Buffer | null }>`
    with seen as (
      select oid from git_objects where repository_id = ${repositoryId}
        and oid > ${bytesOf(after)} order by oid limit ${limit}
    ), dead as (
      delete from git_objects using seen
      where repository_id = ${repositoryId} and git_objects.oid = seen.oid
        and not exists (select from sweep_marks where sweep = ${sweep} and oid = seen.oid)
      returning git_objects.oid, type, size_bytes, body is not null as is_inline, pack_id
    ), gone as (
      delete from commits using dead
      where repository_id = ${repositoryId} and commits.oid = dead.oid and dead.type = 1
    ), emptied as (
      update packs set dead_bytes = dead_bytes + packed.bytes
      from (select pack_id, sum(size_bytes)::bigint as bytes from dead
        where pack_id is not null group by pack_id) as packed
      where packs.id = packed.pack_id
    )
    select (select count(*) from dead)::int as objects,
      (select coalesce(sum(size_bytes) filter (where is_inline), 0) from dead)::bigint as bytes,
      (select count(*) from seen)::int as seen,
      (select oid from seen order by oid desc limit 1) as last`.execute(trx);
  const [row] = rows;
  const isEnd = row === undefined || row.last === null || row.seen < limit;
  return {
    objects: row?.objects ?? 0,
    inlineBytes: row?.bytes ?? 0,
    next: isEnd || row.last === null ? null : hexOf(row.last),
  };
}

/** Contents that the repository names by an edge and by no pointer among its objects. */
export async function findIdleEdges(
  trx: DatabaseTransaction,
  repositoryId: number,
): Promise<number[]> {
  const { rows } = await sql<{ content_id: number }>`
    with named as (
      select distinct ${pointedTo} as sha256 from git_objects
      where repository_id = ${repositoryId} and type = 3 and size_bytes < 1024
    )
    select content_id from repository_objects
    join contents on contents.id = content_id
    where repository_id = ${repositoryId}
      and not exists (select from named where named.sha256 = contents.sha256)`.execute(trx);
  return rows.map(({ content_id }) => content_id);
}

const selectSweeps = prepared((db, key: { id: number }) =>
  db.selectFrom("repositories").select("sweeps").where("id", "=", key.id),
);

/** How often git objects of the repository were removed. */
export async function countSweeps(db: Database, id: number): Promise<number> {
  const [row] = await selectSweeps(db, { id });
  return row?.sweeps ?? 0;
}

export async function noteSweep(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx
    .updateTable("repositories")
    .set(({ eb }) => ({ sweeps: eb("sweeps", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** The database's clock. */
export async function getTime(db: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db);
  return rows[0]?.now ?? new Date();
}
