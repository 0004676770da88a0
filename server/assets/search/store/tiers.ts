import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../../platform/database/index.ts";
import { quoteLexeme } from "../build-document.ts";
import {
  RANKED_COLUMNS,
  type RankedColumn,
  TIER_FRACTIONS,
  tierLexeme,
} from "../filter-lexemes.ts";

const BATCH = 5000;

/**
 * Marks anew which public listed assets are in which tier of each order. Only rows that enter or
 * leave a tier are written. Meant for a periodic job: a tier that is somewhat old still holds good
 * candidates.
 *
 * @returns how often a row entered or left a tier
 */
export async function refreshTiers(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom("asset_search")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("is_public", "=", true)
    .where("is_listed", "=", true)
    .executeTakeFirstOrThrow();
  let written = 0;
  for (const column of RANKED_COLUMNS) {
    for (const [tier, fraction] of TIER_FRACTIONS.entries()) {
      const size = Math.ceil(count * fraction);
      written += await refreshTier(db, { column, lexeme: tierLexeme(column, tier), size });
    }
  }
  return written;
}

type Tier = { column: RankedColumn; lexeme: string; size: number };

async function refreshTier(db: Database, { column, lexeme, size }: Tier): Promise<number> {
  const value = sql.ref(column);
  const mark = sql`${quoteLexeme(lexeme)}::tsquery`;
  const { rows } = await sql<{ value: Date | number; asset_id: number }>`
    select ${value} as value, asset_id from asset_search where is_public and is_listed
    order by ${value} desc, asset_id desc offset ${Math.max(0, size - 1)} limit 1`.execute(db);
  const [lowest] = rows;
  if (!lowest) return 0;
  const isInside = sql`(${value}, asset_id) >= (${lowest.value}, ${lowest.asset_id})`;
  const left = await inBatches(
    (batch) => sql`
      update asset_search set doc = ts_delete(doc, ${lexeme}::text) where asset_id in (
        select asset_id from asset_search
        where doc @@ ${mark} and not (is_public and is_listed and ${isInside}) limit ${batch})`,
    db,
  );
  const entered = await inBatches(
    (batch) => sql`
      update asset_search set doc = doc || array_to_tsvector(array[${lexeme}::text])
      where asset_id in (
        select asset_id from asset_search
        where is_public and is_listed and ${isInside} and not doc @@ ${mark} limit ${batch})`,
    db,
  );
  return left + entered;
}

/** Short statements, so that nothing else waits long for a row of theirs. */
async function inBatches(
  update: (batch: number) => RawBuilder<unknown>,
  db: Database,
): Promise<number> {
  for (let written = 0; ;) {
    const result = await update(BATCH).execute(db);
    const count = Number(result.numAffectedRows ?? 0n);
    written += count;
    if (count < BATCH) return written;
  }
}
