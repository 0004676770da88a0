import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** A content with the path at which a repository names it. */
export type NamedContent = { id: number; path: string };

/**
 * Lets a repository name contents. The caller has locked their rows.
 * @returns the ids of those that it did not name before.
 */
export async function insertEdges(
  trx: DatabaseTransaction,
  repositoryId: number,
  contents: readonly NamedContent[],
): Promise<number[]> {
  if (contents.length === 0) return [];
  const { rows } = await sql<{ content_id: number }>`
    insert into repository_objects (repository_id, content_id, path)
    select ${repositoryId}, id, path from unnest(
      ${contents.map(({ id }) => id)}::bigint[], ${contents.map(({ path }) => path)}::text[]
    ) as new (id, path)
    on conflict do nothing returning content_id`.execute(trx);
  const added = rows.map(({ content_id }) => content_id);
  await sql`
    update contents set unreferenced_since = null
    where id = any(${added}::bigint[]) and unreferenced_since is not null`.execute(trx);
  return added;
}

/**
 * Ends that a repository names contents; those that no repository names any more are left to the
 * collector. Their rows are locked, so that of two that end it together the later one sees it.
 * @returns the ids of those that it named.
 */
export async function removeEdges(
  trx: DatabaseTransaction,
  repositoryId: number,
  contentIds: readonly number[],
): Promise<number[]> {
  if (contentIds.length === 0) return [];
  await lockContents(trx, contentIds);
  const { rows } = await sql<{ content_id: number }>`
    delete from repository_objects
    where repository_id = ${repositoryId} and content_id = any(${[...contentIds]}::bigint[])
    returning content_id`.execute(trx);
  await sql`
    update contents set unreferenced_since = now()
    where id = any(${[...contentIds]}::bigint[]) and unreferenced_since is null
      and not exists (select from repository_objects where content_id = contents.id)`.execute(trx);
  return rows.map(({ content_id }) => content_id);
}

/** Locks the rows in the order of their ids, as everyone does. */
export async function lockContents(
  trx: DatabaseTransaction,
  contentIds: readonly number[],
): Promise<void> {
  await sql`
    select id from contents where id = any(${[...contentIds]}::bigint[])
    order by id for no key update`.execute(trx);
}

export async function listEdges(trx: DatabaseTransaction, repositoryId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom("repository_objects")
    .select("content_id")
    .where("repository_id", "=", repositoryId)
    .execute();
  return rows.map(({ content_id }) => content_id);
}
