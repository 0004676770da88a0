import { sql } from "kysely";
import type { AssetKind } from "#contract/fields.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { quoteLexeme } from "../build-document.ts";
import { filterLexeme } from "../filter-lexemes.ts";
import { inSmallestTier, type TierCode, tierLexemes } from "../tier-code.ts";

export type SearchRow = {
  assetId: number;
  /** Text of a tsvector; see `buildDocument`. */
  document: string;
  /** Values to filter by that are counted beside a result; see `facetValues`. */
  facets: string[];
  kind: AssetKind;
  namespaceId: number;
  /** It is on the shelf: searches show it to those who may see it. */
  isListed: boolean;
  /** Everyone may see it. Whoever else may is read from the grants. */
  isPublic: boolean;
  completeness: number;
  publishedAt: Date | null;
  updatedAt: Date;
};

/**
 * Writes the search row of an asset and its row of ranks; its counters stay, and so do its tiers but
 * for those of time.
 */
export async function upsertSearchRow(trx: DatabaseTransaction, row: SearchRow): Promise<void> {
  // Whoever writes both rows locks the ranks first: `moveTiers` does too.
  const held = await trx
    .selectFrom("asset_ranks")
    .select(["tiers", "published_at"])
    .where("asset_id", "=", row.assetId)
    .forUpdate()
    .executeTakeFirst();
  const tiers = tiersOf(row, held);
  const lexemes = [filterLexeme("owner", String(row.namespaceId)), ...tierLexemes(tiers)];
  const found = {
    doc: sql<string>`${[row.document, ...lexemes.map(quoteLexeme)].join(" ")}::tsvector`,
    is_listed: row.isListed,
    is_public: row.isPublic,
    completeness: row.completeness,
  };
  const ranks = {
    kind: row.kind,
    is_open: isOpen(row),
    published_at: publishedAt(row),
    updated_at: row.updatedAt,
    facets: row.facets,
    tiers,
  };
  await trx
    .insertInto("asset_search")
    .values({ ...found, asset_id: row.assetId })
    .onConflict((conflict) => conflict.column("asset_id").doUpdateSet(found))
    .execute();
  await trx
    .insertInto("asset_ranks")
    .values({ ...ranks, asset_id: row.assetId })
    .onConflict((conflict) => conflict.column("asset_id").doUpdateSet(ranks))
    .execute();
}

type Held = { tiers: TierCode; published_at: Date } | undefined;

/** What was changed just now is among the newest; `refreshTiers` sorts out what no longer is. */
function tiersOf(row: SearchRow, held: Held): TierCode {
  if (!isOpen(row)) return 0;
  const code = inSmallestTier(held?.tiers ?? 0, ["updated_at"]);
  const isNew = held?.published_at.getTime() !== publishedAt(row).getTime() || held.tiers === 0;
  return isNew ? inSmallestTier(code, ["published_at", "asset_id"]) : code;
}

function isOpen({ isListed, isPublic }: SearchRow): boolean {
  return isListed && isPublic;
}

/** What was never on the shelf stands in no order that is by this time. */
function publishedAt(row: SearchRow): Date {
  return row.publishedAt ?? row.updatedAt;
}

/** Takes an asset out of every search. */
export async function removeSearchRow(trx: DatabaseTransaction, assetId: number): Promise<void> {
  await trx.deleteFrom("asset_search").where("asset_id", "=", assetId).execute();
}
