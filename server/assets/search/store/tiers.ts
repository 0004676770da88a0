import { type RawBuilder, sql, type SqlBool } from "kysely";
import {
  type Database,
  type DatabaseTransaction,
  withTransaction,
} from "../../../platform/database/index.ts";
import { quoteLexeme } from "../build-document.ts";
import {
  RANKED_COLUMNS,
  type RankedColumn,
  TIER_FRACTIONS,
  tierLexeme,
} from "../filter-lexemes.ts";
import { SEARCH_LIMITS } from "../plan-query.ts";
import { type TierCode, tierLexemes, tierShift } from "../tier-code.ts";

/** Rows that one statement looks at, and that one writes: nothing else waits long for them. */
const ROWS_READ = 50_000;
const ROWS_WRITTEN = 500;
/** An asset leaves a tier when it has fallen so far behind: what moves about its end stays in it. */
const LEAVING_FACTOR = 1.25;

const ALL_LEXEMES = RANKED_COLUMNS.flatMap((column) =>
  TIER_FRACTIONS.map((_, tier) => tierLexeme(column, tier)),
);

type Bound = {
  column: RankedColumn;
  tier: number;
  value: string;
  assetId: number;
  leavingValue: string;
};
type Move = { asset_id: number; held: TierCode; code: TierCode };

/**
 * Marks anew which open assets are in which tier of each order. Only rows that enter or leave a tier
 * are written, each once. Meant for a periodic job: between two of them counters that are flushed
 * (`moveTiers`) and documents that are written keep the marks right. While there are so few assets
 * that every search reads all its matches, nobody needs tiers, and none are kept.
 *
 * At every moment all assets down to a tier's bound are marked: those that enter are marked before
 * the bounds are written, and those that leave afterwards.
 *
 * @returns how many rows were written
 */
export async function refreshTiers(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom("asset_ranks")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("is_open", "=", true)
    .executeTakeFirstOrThrow();
  if (count <= SEARCH_LIMITS.maxExactMatches) return 0;
  const bounds: Bound[] = [];
  for (const column of RANKED_COLUMNS) bounds.push(...(await measureBounds(db, column, count)));
  const entered = await moveAll(db, codeBy(bounds, { mayLeave: false }));
  await writeBounds(db, bounds);
  return entered + (await moveAll(db, codeBy(bounds, { mayLeave: true })));
}

/** Moves these assets, whose counters have changed, into and out of the tiers. */
export async function moveTiers(trx: DatabaseTransaction, ids: readonly number[]): Promise<void> {
  const bounds = await readBounds(trx);
  if (bounds.length === 0) return;
  const code = codeBy(bounds, { mayLeave: true });
  await writeMoves(trx, await findMoves(trx, sql`asset_id = any(${ids}::bigint[])`, code));
}

async function measureBounds(db: Database, column: RankedColumn, count: number): Promise<Bound[]> {
  const bounds: Bound[] = [];
  for (const [tier, fraction] of TIER_FRACTIONS.entries()) {
    const size = Math.ceil(count * fraction);
    const last = await readPlace(db, column, size);
    const leaving = await readPlace(db, column, Math.ceil(size * LEAVING_FACTOR));
    if (last === undefined) continue;
    const { value, asset_id: assetId } = last;
    bounds.push({ column, tier, value, assetId, leavingValue: (leaving ?? last).value });
  }
  return bounds;
}

/** What stands at a place of an order, counted from 1. */
async function readPlace(db: Database, column: RankedColumn, place: number) {
  const { rows } = await sql<{ value: string; asset_id: number }>`
    select ${sql.ref(column)}::text as value, asset_id from asset_ranks where is_open
    order by ${sql.ref(column)} desc, asset_id desc offset ${place - 1} limit 1`.execute(db);
  return rows[0];
}

async function readBounds(db: Database): Promise<Bound[]> {
  const rows = await db
    .selectFrom("tier_bounds")
    .selectAll()
    .orderBy("order_column")
    .orderBy("tier")
    .execute();
  return rows.flatMap(({ order_column, tier, value, asset_id, leaving_value }) => {
    const column = RANKED_COLUMNS.find((known) => known === order_column);
    return column ? [{ column, tier, value, assetId: asset_id, leavingValue: leaving_value }] : [];
  });
}

async function writeBounds(db: Database, bounds: readonly Bound[]): Promise<void> {
  await withTransaction(db, async (trx) => {
    await trx.deleteFrom("tier_bounds").execute();
    await trx
      .insertInto("tier_bounds")
      .values(
        bounds.map(({ column, tier, value, assetId, leavingValue }) => ({
          order_column: column,
          tier,
          value,
          asset_id: assetId,
          leaving_value: leavingValue,
        })),
      )
      .execute();
  });
}

/** The code that a row should have. */
function codeBy(
  bounds: readonly Bound[],
  { mayLeave }: { mayLeave: boolean },
): RawBuilder<TierCode> {
  const parts = RANKED_COLUMNS.map((column) => {
    const ofColumn = bounds.filter((bound) => bound.column === column);
    const held = sql`((tiers >> ${sql.lit(tierShift(column))}) & 7)`;
    const cases = ofColumn.map((bound) => {
      const stays = mayLeave
        ? sql`and ${sql.ref(column)} >= ${typed(column, bound.leavingValue)}`
        : sql``;
      return sql`when (${sql.ref(column)}, asset_id) >=
          (${typed(column, bound.value)}, ${bound.assetId}::bigint)
        or (${held} between 1 and ${sql.lit(bound.tier + 1)} ${stays})
        then ${sql.lit(bound.tier + 1)}`;
    });
    if (cases.length === 0) return sql`0`;
    return sql`((case ${sql.join(cases, sql` `)} else 0 end) << ${sql.lit(tierShift(column))})`;
  });
  return sql<TierCode>`(case when is_open then ${sql.join(parts, sql` | `)} else 0 end)`;
}

/** A value as the type that an order's column has. */
export function typed(
  column: RankedColumn,
  value: string | number | RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`${value}::${sql.raw(TYPES[column])}`;
}

const TYPES: Record<RankedColumn, string> = {
  updated_at: "timestamptz",
  published_at: "timestamptz",
  trending: "float8",
  downloads: "bigint",
  favourites: "bigint",
  subscriptions: "bigint",
  asset_id: "bigint",
};

/** All rows, part by part. */
async function moveAll(db: Database, code: RawBuilder<TierCode>): Promise<number> {
  let written = 0;
  for (let after = 0; ;) {
    const { rows } = await sql<{ last: number | null }>`
      select max(asset_id) as last from (select asset_id from asset_ranks
      where asset_id > ${after} order by asset_id limit ${ROWS_READ}) as part`.execute(db);
    const last = rows[0]?.last;
    if (last === null || last === undefined) return written;
    const part = sql<SqlBool>`asset_id > ${after} and asset_id <= ${last}`;
    const moves = await findMoves(db, part, code);
    for (let at = 0; at < moves.length; at += ROWS_WRITTEN) {
      await writeMoves(db, moves.slice(at, at + ROWS_WRITTEN));
    }
    written += moves.length;
    after = last;
  }
}

async function findMoves(
  db: Database,
  which: RawBuilder<unknown>,
  code: RawBuilder<TierCode>,
): Promise<Move[]> {
  const { rows } = await sql<Move>`
    select asset_id, held, code from (
      select asset_id, tiers as held, ${code} as code from asset_ranks where ${which}
    ) as found where held <> code order by asset_id`.execute(db);
  return rows;
}

/** Leaves alone what has got another code meanwhile. The ranks come first: whoever locks both does so. */
async function writeMoves(db: Database, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const lexemes = moves.map(({ code }) => tierLexemes(code).map(quoteLexeme).join(" "));
  await sql`
    with moves as (
      select * from unnest(${moves.map((move) => move.asset_id)}::bigint[],
        ${moves.map((move) => move.held)}::int[], ${moves.map((move) => move.code)}::int[],
        ${lexemes}::text[]) as m (asset_id, held, code, lexemes)
    ), moved as (
      update asset_ranks set tiers = moves.code from moves
      where asset_ranks.asset_id = moves.asset_id and asset_ranks.tiers = moves.held
      returning moves.asset_id, moves.lexemes
    )
    update asset_search set doc = ts_delete(doc, ${ALL_LEXEMES}::text[]) || moved.lexemes::tsvector
    from moved where asset_search.asset_id = moved.asset_id`.execute(db);
}
