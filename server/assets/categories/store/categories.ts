import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CategoryRow } from "../tree.ts";

const TREE_LOCK = 4_121_973_018;

/**
 * Until the transaction's end: changes of the tree wait for each other and for those who are working
 * by it. Taken before any row of an asset.
 */
export async function lockTree(trx: DatabaseTransaction, as: "changing" | "reading") {
  await (
    as === "changing"
      ? sql`select pg_advisory_xact_lock(${TREE_LOCK})`
      : sql`select pg_advisory_xact_lock_shared(${TREE_LOCK})`
  ).execute(trx);
}

export function readCategories(db: Database): Promise<CategoryRow[]> {
  return db
    .selectFrom("categories")
    .select(["id", "public_id", "parent_id", "name", "name_zh", "position"])
    .execute();
}

type Names = { name: string; nameZh: string };

export function insertCategory(
  trx: DatabaseTransaction,
  category: Names & { publicId: string; parentId: number | null; position: number },
): Promise<CategoryRow> {
  return trx
    .insertInto("categories")
    .values({
      public_id: category.publicId,
      parent_id: category.parentId,
      name: category.name,
      name_zh: category.nameZh,
      position: category.position,
    })
    .returning(["id", "public_id", "parent_id", "name", "name_zh", "position"])
    .executeTakeFirstOrThrow();
}

export async function updateNames(
  trx: DatabaseTransaction,
  id: number,
  { name, nameZh }: Names,
): Promise<void> {
  await trx.updateTable("categories").set({ name, name_zh: nameZh }).where("id", "=", id).execute();
}

/** Puts categories below a parent, in the order of the ids. */
export async function placeSiblings(
  trx: DatabaseTransaction,
  parentId: number | null,
  ids: readonly number[],
): Promise<void> {
  await sql`
    update categories set parent_id = ${parentId}, position = placed.position - 1
    from unnest(${[...ids]}::bigint[]) with ordinality as placed (id, position)
    where categories.id = placed.id`.execute(trx);
}

export async function deleteCategoryRow(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx.deleteFrom("categories").where("id", "=", id).execute();
}

/** How many assets have each category themselves. */
export async function countUses(db: Database): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom("asset_categories")
    .innerJoin("categories", "categories.id", "asset_categories.category_id")
    .select(["categories.public_id", (eb) => eb.fn.countAll<number>().as("count")])
    .groupBy("categories.public_id")
    .execute();
  return Object.fromEntries(rows.map((row) => [row.public_id, row.count]));
}

export async function countAssetsOf(db: Database, categoryId: number): Promise<number> {
  const { count } = await db
    .selectFrom("asset_categories")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("category_id", "=", categoryId)
    .executeTakeFirstOrThrow();
  return count;
}
