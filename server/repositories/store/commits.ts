import { type RawBuilder, sql } from "kysely";
import { problem } from "#contract/problems.ts";
import {
  type Database,
  type DatabaseTransaction,
  prepared,
} from "../../platform/database/index.ts";
import { bytesOf, hexOf } from "./hex.ts";

export type CommitRow = {
  oid: string;
  treeOid: string;
  parents: string[];
  /** 1 for a first commit, else one more than the highest of the parents. */
  generation: number;
  authorId: number | null;
  authorName: string;
  authorEmail: string;
  authoredAt: Date;
  title: string;
  description: string;
  createdAt: Date;
};

const columns = [
  "oid",
  "tree_oid",
  "parents",
  "generation",
  "author_id",
  "author_name",
  "author_email",
  "authored_at",
  "title",
  "description",
  "created_at",
] as const;

type Row = {
  oid: Buffer;
  tree_oid: Buffer;
  parents: Buffer[];
  generation: number;
  author_id: number | null;
  author_name: string;
  author_email: string;
  authored_at: Date;
  title: string;
  description: string;
  created_at: Date;
};

function toCommit(row: Row): CommitRow {
  return {
    oid: hexOf(row.oid),
    treeOid: hexOf(row.tree_oid),
    parents: row.parents.map(hexOf),
    generation: row.generation,
    authorId: row.author_id,
    authorName: row.author_name,
    authorEmail: row.author_email,
    authoredAt: row.authored_at,
    title: row.title,
    description: row.description,
    createdAt: row.created_at,
  };
}

export async function insertCommit(
  trx: DatabaseTransaction,
  repositoryId: number,
  commit: CommitRow,
): Promise<void> {
  await trx
    .insertInto("commits")
    .values({
      repository_id: repositoryId,
      oid: bytesOf(commit.oid),
      tree_oid: bytesOf(commit.treeOid),
      parents: commit.parents.map(bytesOf),
      generation: commit.generation,
      author_id: commit.authorId,
      author_name: commit.authorName,
      author_email: commit.authorEmail,
      authored_at: commit.authoredAt,
      title: commit.title,
      description: commit.description,
      created_at: commit.createdAt,
    })
    .onConflict((conflict) => conflict.columns(["repository_id", "oid"]).doNothing())
    .execute();
}

const selectCommits = prepared((db, key: { repositoryId: number; oids: Buffer[] }) =>
  db
    .selectFrom("commits")
    .select(columns)
    .where("repository_id", "=", key.repositoryId)
    .where("oid", "=", sql<Buffer>`any(${key.oids}::bytea[])`),
);

export async function findCommits(
  db: Database,
  repositoryId: number,
  oids: Iterable<string>,
): Promise<CommitRow[]> {
  const wanted = [...new Set(oids)].map(bytesOf);
  if (wanted.length === 0) return [];
  const rows = await selectCommits(db, { repositoryId, oids: wanted });
  return rows.map(toCommit);
}

export async function findCommit(
  db: Database,
  repositoryId: number,
  oid: string,
): Promise<CommitRow | undefined> {
  const [commit] = await findCommits(db, repositoryId, [oid]);
  return commit;
}

/** @throws {Problem} `revision-not-found`. */
export async function getCommitRow(
  db: Database,
  repositoryId: number,
  oid: string,
): Promise<CommitRow> {
  const commit = await findCommit(db, repositoryId, oid);
  if (commit === undefined) {
    throw problem("revision-not-found", { detail: `There is no commit ${oid}` });
  }
  return commit;
}

/** At most two ids that begin with these digits: two mean that the prefix is ambiguous. */
export async function findCommitsByPrefix(
  db: Database,
  repositoryId: number,
  prefix: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom("commits")
    .select("oid")
    .where("repository_id", "=", repositoryId)
    .where("oid", ">=", bytesOf(prefix.padEnd(40, "0")))
    .where("oid", "<=", bytesOf(prefix.padEnd(40, "f")))
    .limit(2)
    .execute();
  return rows.map(({ oid }) => hexOf(oid));
}

type Walk = { frontier: readonly string[]; limit: number };

/**
 * The ids of the newest commits that are reachable from the frontier, the frontier included, as
 * `newest (oid)`. A generation is present at every level below a commit, so a window of `limit`
 * generations holds enough of them and the walk never goes deeper.
 */
export function newestReachable(
  repositoryId: number,
  { frontier, limit }: Walk,
): RawBuilder<unknown> {
  const start = frontier.map(bytesOf);
  return sql`(
    with recursive walk as (
      select oid, parents, generation from commits
      where repository_id = ${repositoryId} and oid = any(${start}::bytea[])
      union
      select next.oid, next.parents, next.generation
      from walk join commits as next
        on next.repository_id = ${repositoryId} and next.oid = any(walk.parents)
      where next.generation > (
        select max(generation) from commits
        where repository_id = ${repositoryId} and oid = any(${start}::bytea[])
      ) - ${limit}
    )
    select oid from walk order by generation desc, oid limit ${limit}) as newest`;
}

/** The newest commits that are reachable from the frontier, the frontier included. */
export async function walkHistory(
  db: Database,
  repositoryId: number,
  walk: Walk,
): Promise<CommitRow[]> {
  const { rows } = await sql<Row>`
    select ${sql.join(columns.map((column) => sql.ref(`commits.${column}`)))}
    from ${newestReachable(repositoryId, walk)}
    join commits on commits.repository_id = ${repositoryId} and commits.oid = newest.oid
    order by commits.generation desc, commits.oid`.execute(db);
  return rows.map(toCommit);
}

export async function countHistory(
  db: Database,
  repositoryId: number,
  oid: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with recursive walk as (
      select oid, parents from commits
      where repository_id = ${repositoryId} and oid = ${bytesOf(oid)}
      union
      select next.oid, next.parents
      from walk join commits as next
        on next.repository_id = ${repositoryId} and next.oid = any(walk.parents)
    )
    select count(*)::int as count from walk`.execute(db);
  return rows[0]?.count ?? 0;
}
