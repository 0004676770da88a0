import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Database } from "../../../platform/database/index.ts";
import { quoteLexeme } from "../build-document.ts";
import { RANKED_COLUMNS, TIER_FRACTIONS, tierLexeme } from "../filter-lexemes.ts";
import { SEARCH_LIMITS } from "../plan-query.ts";

/** Short statements, so that nothing else waits long for one of their rows. */
const BATCH = 2000;

type Tier = { lexeme: string; isInside: RawBuilder<SqlBool> };

/**
 * Marks anew which public listed assets are in which tier of each order. Only rows that enter or
 * leave a tier are written, each once. Meant for a periodic job: a tier that is somewhat old still
 * holds good candidates. While there are so few assets that every search reads all its matches,
 * nobody needs tiers, and none are kept.
 *
 * @returns how many rows were written
 */
export async function refreshTiers(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom("asset_search")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("is_public", "=", true)
    .where("is_listed", "=", true)
    .executeTakeFirstOrThrow();
  if (count <= SEARCH_LIMITS.maxExactMatches) return 0;
  const tiers: Tier[] = [];
  for (const column of RANKED_COLUMNS) {
    for (const [tier, fraction] of TIER_FRACTIONS.entries()) {
      const isInside = await condition(db, sql.ref(column), Math.ceil(count * fraction));
      if (isInside) tiers.push({ lexeme: tierLexeme(column, tier), isInside });
    }
  }
  let written = 0;
  for (const tier of tiers) written += await refreshTier(db, tier, tiers);
  return written;
}

/** Being among the first `size` in an order. */
async function condition(
  db: Database,
  column: RawBuilder<unknown>,
  size: number,
): Promise<RawBuilder<SqlBool> | undefined> {
  const { rows } = await sql<{ value: Date | number; asset_id: number }>`
    select ${column} as value, asset_id from asset_search where is_public and is_listed
    order by ${column} desc, asset_id desc offset ${size - 1} limit 1`.execute(db);
  const [last] = rows;
  return (
    last &&
    sql<SqlBool>`(is_public and is_listed and (${column}, asset_id) >= (${last.value}, ${last.asset_id}))`
  );
}

async function refreshTier(db: Database, { lexeme, isInside }: Tier, tiers: Tier[]) {
  const isMarked = sql`doc @@ ${quoteLexeme(lexeme)}::tsquery`;
  const all = tiers.map((tier) => tier.lexeme);
  const held = tiers.map((tier) => sql`case when ${tier.isInside} then ${tier.lexeme}::text end`);
  for (let written = 0; ;) {
    const { rows } = await sql<{ asset_id: number }>`
      (select asset_id from asset_search where ${isMarked} and not ${isInside} limit ${BATCH})
      union all
      (select asset_id from asset_search where ${isInside} and not ${isMarked} limit ${BATCH})
      `.execute(db);
    if (rows.length === 0) return written;
    const ids = rows.map((row) => row.asset_id);
    await sql`
      update asset_search set doc = ts_delete(doc, ${all}::text[])
        || array_to_tsvector(array_remove(array[${sql.join(held)}], null))
      where asset_id = any(${ids}::bigint[])`.execute(db);
    written += rows.length;
  }
}
