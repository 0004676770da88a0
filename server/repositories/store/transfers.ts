import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { type CommitRow, newestReachable } from "./commits.ts";
import { bytesOf, hexOf } from "./hex.ts";

/** A commit as those need it who walk histories. */
export type GraphCommit = {
  oid: string;
  treeOid: string;
  parents: string[];
  generation: number;
  committedAt: Date;
};

/**
 * Commits and the newest of their ancestors, in no more than `limit` rows. A commit of the frontier
 * that is much older than the others may be left out.
 */
export async function readAncestors(
  db: Database,
  repositoryId: number,
  walk: { frontier: readonly string[]; limit: number },
): Promise<GraphCommit[]> {
  const { rows } = await sql<{
    oid: Buffer;
    tree_oid: Buffer;
    parents: Buffer[];
    generation: number;
    created_at: Date;
  }>`
    select commits.oid, tree_oid, commits.parents, commits.generation, created_at
    from ${newestReachable(repositoryId, walk)}
    join commits on commits.repository_id = ${repositoryId} and commits.oid = newest.oid`.execute(
    db,
  );
  return rows.map((row) => ({
    oid: hexOf(row.oid),
    treeOid: hexOf(row.tree_oid),
    parents: row.parents.map(hexOf),
    generation: row.generation,
    committedAt: row.created_at,
  }));
}

/** Adds many commits; those that are there stay. */
export async function insertCommits(
  trx: DatabaseTransaction,
  repositoryId: number,
  commits: readonly CommitRow[],
): Promise<void> {
  for (let start = 0; start < commits.length; start += BATCH) {
    const batch = commits.slice(start, start + BATCH);
    await sql`
      insert into commits (repository_id, oid, tree_oid, parents, generation, author_id,
        author_name, author_email, authored_at, title, description, created_at)
      select ${repositoryId}, new.oid, new.tree,
        array(select decode(parent, 'hex') from unnest(string_to_array(new.parents, ' '))
          with ordinality as named (parent, place) order by place),
        new.generation, new.author, new.name, new.email, new.authored, new.title,
        new.description, new.created
      from unnest(
        ${batch.map(({ oid }) => bytesOf(oid))}::bytea[],
        ${batch.map(({ treeOid }) => bytesOf(treeOid))}::bytea[],
        ${batch.map(({ parents }) => parents.join(" "))}::text[],
        ${batch.map(({ generation }) => generation)}::int[],
        ${batch.map(({ authorId }) => authorId)}::bigint[],
        ${batch.map(({ authorName }) => authorName)}::text[],
        ${batch.map(({ authorEmail }) => authorEmail)}::text[],
        ${batch.map(({ authoredAt }) => authoredAt)}::timestamptz[],
        ${batch.map(({ title }) => title)}::text[],
        ${batch.map(({ description }) => description)}::text[],
        ${batch.map(({ createdAt }) => createdAt)}::timestamptz[]
      ) as new (oid, tree, parents, generation, author, name, email, authored, title, description,
        created)
      on conflict do nothing`.execute(trx);
  }
}

const BATCH = 2000;

/** Says of paths of the default branch which commits changed them last. */
export async function setLastCommits(
  trx: DatabaseTransaction,
  repositoryId: number,
  commits: ReadonlyMap<string, string>,
): Promise<void> {
  const entries = [...commits];
  for (let start = 0; start < entries.length; start += BATCH) {
    const batch = entries.slice(start, start + BATCH);
    await sql`
      update path_entries set last_commit = new.commit
      from unnest(
        ${batch.map(([path]) => path)}::text[],
        ${batch.map(([, commit]) => bytesOf(commit))}::bytea[]
      ) as new (path, commit)
      where repository_id = ${repositoryId} and path_entries.path = new.path`.execute(trx);
  }
}

/** Paths of the default branch that say they were changed last by a commit not in its history. */
export async function findForeignPaths(
  trx: DatabaseTransaction,
  repositoryId: number,
  head: string,
): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    with recursive history as (
      select oid, parents from commits
      where repository_id = ${repositoryId} and oid = ${bytesOf(head)}
      union
      select next.oid, next.parents from history join commits as next
        on next.repository_id = ${repositoryId} and next.oid = any(history.parents)
    )
    select path from path_entries where repository_id = ${repositoryId}
      and last_commit not in (select oid from history)`.execute(trx);
  return rows.map(({ path }) => path);
}

/** Whether objects that no ref reaches are being removed just now. */
export async function isBeingSwept(db: Database, repositoryId: number): Promise<boolean> {
  const row = await db
    .selectFrom("repository_storage")
    .select("sweep")
    .where("repository_id", "=", repositoryId)
    .executeTakeFirst();
  return row !== undefined && row.sweep !== null;
}

/** Small files of the repository whose bytes were purged; most repositories have none. */
export async function findPurgedOids(db: Database, repositoryId: number): Promise<string[]> {
  const { rows } = await sql<{ oid: Buffer }>`
    select oid from git_objects
    where repository_id = ${repositoryId} and purged_at is not null
      and exists (select from purges where repository_id = ${repositoryId})`.execute(db);
  return rows.map(({ oid }) => hexOf(oid));
}
