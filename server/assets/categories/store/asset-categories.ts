import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** Replaces the categories of an asset that is locked. */
export async function replaceCategories(
  trx: DatabaseTransaction,
  assetId: number,
  categoryIds: readonly number[],
): Promise<void> {
  await trx
    .deleteFrom("asset_categories")
    .where("asset_id", "=", assetId)
    .where("category_id", "not in", [...categoryIds, -1])
    .execute();
  if (categoryIds.length === 0) return;
  await trx
    .insertInto("asset_categories")
    .values(categoryIds.map((category_id) => ({ asset_id: assetId, category_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Puts an asset that nobody knows yet into the categories of another one. */
export async function copyCategories(
  trx: DatabaseTransaction,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await sql`
    insert into asset_categories (asset_id, category_id)
    select ${to}, category_id from asset_categories where asset_id = ${from}`.execute(trx);
  await refreshPaths(trx, [to]);
}

/** Gives all assets of one category another one instead; those being deleted go. */
export async function reassignCategory(
  trx: DatabaseTransaction,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await sql`
    insert into asset_categories (asset_id, category_id)
    select asset_id, ${to} from asset_categories join assets on assets.id = asset_id
    where category_id = ${from} for key share of assets
    on conflict do nothing`.execute(trx);
  await trx.deleteFrom("asset_categories").where("category_id", "=", from).execute();
}

/** Ids of the assets in a category or in one below it, in steps. */
export async function listAssetsBelow(
  db: Database,
  { categoryId, after, limit }: { categoryId: number; after: number; limit: number },
): Promise<number[]> {
  const { rows } = await sql<{ asset_id: number }>`
    with recursive below (id) as (
      select ${categoryId}::bigint
      union select categories.id from categories join below on categories.parent_id = below.id
    )
    select distinct asset_id from asset_categories join below on below.id = category_id
    where asset_id > ${after} order by asset_id limit ${limit}`.execute(db);
  return rows.map((row) => row.asset_id);
}

/**
 * Writes anew which categories assets are in, with all above them.
 * @returns the assets for which that changed
 */
export async function refreshPaths(
  trx: DatabaseTransaction,
  assetIds: readonly number[],
): Promise<number[]> {
  // In a statement of its own: the next one then sees what those it waited for have written.
  await lockAssets(trx, assetIds);
  const { rows } = await sql<{ id: number }>`
    with recursive wanted as (
      select id from unnest(${[...assetIds]}::bigint[]) as wanted (id)
    ), above (asset_id, id, parent_id, public_id) as (
      select asset_id, categories.id, parent_id, public_id
      from wanted join asset_categories on asset_id = wanted.id
      join categories on categories.id = category_id
      union
      select asset_id, categories.id, categories.parent_id, categories.public_id
      from above join categories on categories.id = above.parent_id
    ), paths as (
      select wanted.id, coalesce(
        array_agg(public_id collate "default" order by public_id)
          filter (where public_id is not null), '{}') as path
      from wanted left join above on asset_id = wanted.id group by wanted.id
    )
    update assets set category_path = path from paths
    where assets.id = paths.id and category_path <> path
    returning assets.id`.execute(trx);
  return rows.map((row) => row.id);
}

/** Writers of categories come one after the other. @returns the assets that are there */
export async function lockAssets(
  trx: DatabaseTransaction,
  ids: readonly number[],
): Promise<number[]> {
  const rows = await trx
    .selectFrom("assets")
    .select("id")
    .where("id", "in", [...ids, -1])
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  return rows.map((row) => row.id);
}
