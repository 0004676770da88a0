import { sql } from "kysely";
import {
  type Database,
  type DatabaseTransaction,
  prepared,
} from "../../platform/database/index.ts";
import { bytesOf, hexOf, hexOrNull } from "./hex.ts";

export type RefRow = {
  /** Full name, `refs/heads/main`. */
  name: string;
  /** A commit, or the object of an annotated tag. */
  target: string;
  /** The commit behind it; null when a tag names something else. */
  commit: string | null;
  isProtected: boolean;
};

const columns = ["name", "target", "commit_oid", "is_protected"] as const;

type Row = { name: string; target: Buffer; commit_oid: Buffer | null; is_protected: boolean };

function toRef(row: Row): RefRow {
  return {
    name: row.name,
    target: hexOf(row.target),
    commit: hexOrNull(row.commit_oid),
    isProtected: row.is_protected,
  };
}

const selectRefs = prepared((db, key: { repositoryId: number; names: string[] }) =>
  db
    .selectFrom("refs")
    .select(columns)
    .where("repository_id", "=", key.repositoryId)
    .where((eb) => eb("name", "=", eb.fn.any(eb.val(key.names)))),
);

export async function findRefs(
  db: Database,
  repositoryId: number,
  names: readonly string[],
): Promise<RefRow[]> {
  const rows = await selectRefs(db, { repositoryId, names: [...names] });
  return rows.map(toRef);
}

export async function findRef(
  db: Database,
  repositoryId: number,
  name: string,
): Promise<RefRow | undefined> {
  const [ref] = await findRefs(db, repositoryId, [name]);
  return ref;
}

export async function listRefs(db: Database, repositoryId: number): Promise<RefRow[]> {
  const rows = await db
    .selectFrom("refs")
    .select(columns)
    .where("repository_id", "=", repositoryId)
    .orderBy("name")
    .execute();
  return rows.map(toRef);
}

/** Those whose full names begin with a prefix that ends in a slash. */
export async function listRefsUnder(
  db: Database,
  repositoryId: number,
  prefix: `${string}/`,
): Promise<RefRow[]> {
  const rows = await db
    .selectFrom("refs")
    .select(columns)
    .where("repository_id", "=", repositoryId)
    .where("name", ">=", prefix)
    .where("name", "<", `${prefix.slice(0, -1)}0`)
    .orderBy("name")
    .execute();
  return rows.map(toRef);
}

/** A ref that lies on the way to the name, or below it: git keeps both apart from it. */
export async function findRefBeside(
  db: Database,
  repositoryId: number,
  name: string,
): Promise<string | undefined> {
  const segments = name.split("/");
  const above = segments.slice(3).map((_, index) => segments.slice(0, index + 3).join("/"));
  const row = await db
    .selectFrom("refs")
    .select("name")
    .where("repository_id", "=", repositoryId)
    .where(({ or, and, eb }) =>
      or([
        eb("name", "=", sql<string>`any(${above}::text[])`),
        and([eb("name", ">", `${name}/`), eb("name", "<", `${name}0`)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return row?.name;
}

/** False when a ref of this name exists. */
export async function insertRef(
  trx: DatabaseTransaction,
  repositoryId: number,
  ref: RefRow,
): Promise<boolean> {
  const row = await trx
    .insertInto("refs")
    .values({
      repository_id: repositoryId,
      name: ref.name,
      target: bytesOf(ref.target),
      commit_oid: ref.commit === null ? null : bytesOf(ref.commit),
      is_protected: ref.isProtected,
    })
    .onConflict((conflict) => conflict.columns(["repository_id", "name"]).doNothing())
    .returning("name")
    .executeTakeFirst();
  return row !== undefined;
}

/** Compare and swap: false when the branch is not where the caller saw it. */
export async function moveRef(
  trx: DatabaseTransaction,
  repositoryId: number,
  { name, from, to }: { name: string; from: string; to: string },
): Promise<boolean> {
  const row = await trx
    .updateTable("refs")
    .set({ target: bytesOf(to), commit_oid: bytesOf(to), updated_at: sql`now()` })
    .where("repository_id", "=", repositoryId)
    .where("name", "=", name)
    .where("target", "=", bytesOf(from))
    .returning("name")
    .executeTakeFirst();
  return row !== undefined;
}

export async function removeRef(
  trx: DatabaseTransaction,
  repositoryId: number,
  name: string,
): Promise<void> {
  await trx
    .deleteFrom("refs")
    .where("repository_id", "=", repositoryId)
    .where("name", "=", name)
    .execute();
}

export async function guardRef(
  trx: DatabaseTransaction,
  repositoryId: number,
  {
    name,
    isProtected,
    isHidden = false,
  }: { name: string; isProtected: boolean; isHidden?: boolean },
): Promise<void> {
  await trx
    .updateTable("refs")
    .set({ is_protected: isProtected, is_hidden: isHidden })
    .where("repository_id", "=", repositoryId)
    .where("name", "=", name)
    .execute();
}
