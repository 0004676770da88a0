import { type RawBuilder, sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

export type Figures = { heldBytes: number; soleBytes: number; gitBytes: number };

/** A repository whose kept figures are not those of its rows. */
export type RepositoryDrift = { repositoryId: number; kept: Figures; actual: Figures };

/** Owners in the order of their ids. */
export async function listOwners(
  db: Database,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom("namespaces")
    .select("id")
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** What the rows of an owner's repositories add up to. */
function actualFigures(namespaceId: number): RawBuilder<unknown> {
  return sql`
    owned as (select id from repositories where namespace_id = ${namespaceId}),
    counted as (
      select content_id, count(*)::int as repository_count, max(contents.size_bytes) as size_bytes
      from repository_objects
      join owned on owned.id = repository_id
      join contents on contents.id = content_id
      group by content_id
    ),
    actual as (
      select owned.id as repository_id,
        coalesce(held.held, 0)::bigint as held, coalesce(held.sole, 0)::bigint as sole,
        (coalesce((select sum(size_bytes) from git_objects
            where repository_id = owned.id and body is not null), 0)
          + coalesce((select sum(size_bytes) from packs
            where repository_id = owned.id), 0))::bigint as git
      from owned left join lateral (
        select sum(size_bytes) as held,
          sum(size_bytes) filter (where repository_count = 1) as sole
        from repository_objects join counted using (content_id)
        where repository_id = owned.id
      ) as held on true
    )`;
}

type DriftRow = { repository_id: number } & Record<
  "held" | "sole" | "git" | "kept_held" | "kept_sole" | "kept_git",
  number
>;

/** To be asked in one snapshot, for a commit changes rows and figures together. */
export async function findRepositoryDrift(
  trx: DatabaseTransaction,
  namespaceId: number,
): Promise<RepositoryDrift[]> {
  const { rows } = await sql<DriftRow>`
    with ${actualFigures(namespaceId)}
    select actual.*, coalesce(held_bytes, 0) as kept_held, coalesce(sole_bytes, 0) as kept_sole,
      coalesce(git_bytes, 0) as kept_git
    from actual left join repository_storage using (repository_id)
    where (held, sole, git) is distinct from
      (coalesce(held_bytes, 0), coalesce(sole_bytes, 0), coalesce(git_bytes, 0))`.execute(trx);
  return rows.map((row) => ({
    repositoryId: row.repository_id,
    kept: { heldBytes: row.kept_held, soleBytes: row.kept_sole, gitBytes: row.kept_git },
    actual: { heldBytes: row.held, soleBytes: row.sole, gitBytes: row.git },
  }));
}

/** Whether an owner's sums or counts differ from those of its rows. */
export async function hasOwnerDrift(
  trx: DatabaseTransaction,
  namespaceId: number,
): Promise<boolean> {
  const { rows } = await sql<{ drifts: boolean }>`
    with ${actualFigures(namespaceId)}, kept as (
      select content_id, repository_count from namespace_contents
      where namespace_id = ${namespaceId}
    )
    select (
      coalesce((select sum(size_bytes) from counted), 0) <> coalesce((select content_bytes
        from namespace_storage where namespace_id = ${namespaceId}), 0)
      or coalesce((select sum(git) from actual), 0) <> coalesce((select git_bytes
        from namespace_storage where namespace_id = ${namespaceId}), 0)
      or exists (
        select from counted full join kept using (content_id)
        where counted.repository_count is distinct from kept.repository_count
      )
    ) as drifts`.execute(trx);
  return rows[0]?.drifts ?? false;
}

/** Writes an owner's figures anew; the caller has locked the owner's row. */
export async function recountOwner(trx: DatabaseTransaction, namespaceId: number): Promise<void> {
  await sql`delete from namespace_contents where namespace_id = ${namespaceId}`.execute(trx);
  await sql`
    with ${actualFigures(namespaceId)}, contents_counted as (
      insert into namespace_contents (namespace_id, content_id, repository_count)
      select ${namespaceId}, content_id, repository_count from counted
    ), repositories_counted as (
      insert into repository_storage (repository_id, held_bytes, sole_bytes, git_bytes)
      select * from actual
      on conflict (repository_id) do update set held_bytes = excluded.held_bytes,
        sole_bytes = excluded.sole_bytes, git_bytes = excluded.git_bytes
    )
    update namespace_storage set
      content_bytes = coalesce((select sum(size_bytes) from counted), 0),
      git_bytes = coalesce((select sum(git) from actual), 0)
    where namespace_id = ${namespaceId}`.execute(trx);
}

/** Contents whose note of being referenced is wrong; written right when asked to. */
export async function countMisnoted(db: Database, { repairs }: { repairs: boolean }) {
  const isReferenced = sql`exists (select from repository_objects where content_id = contents.id)`;
  const wrong = sql`(unreferenced_since is null) <> ${isReferenced}`;
  const { rows } = repairs
    ? await sql<{ count: number }>`
        with noted as (
          update contents set unreferenced_since = case when ${isReferenced} then null else now() end
          where ${wrong} returning id
        ) select count(*)::int as count from noted`.execute(db)
    : await sql<{ count: number }>`
        select count(*)::int as count from contents where ${wrong}`.execute(db);
  return rows[0]?.count ?? 0;
}
