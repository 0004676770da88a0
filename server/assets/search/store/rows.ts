import { sql } from "kysely";
import type { AssetKind } from "#contract/fields.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { quoteLexeme } from "../build-document.ts";
import { TIER_FRACTIONS, tierLexeme } from "../filter-lexemes.ts";

export type SearchRow = {
  assetId: number;
  /** Text of a tsvector; see `buildDocument`. */
  document: string;
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

/** What was changed just now is among the newest; `refreshTiers` sorts out what no longer is. */
const NEWEST = TIER_FRACTIONS.map((_, tier) => quoteLexeme(tierLexeme("updated_at", tier))).join(
  " ",
);

/** Writes the search row of an asset; its counters and its places in the other tiers stay. */
export async function upsertSearchRow(trx: DatabaseTransaction, row: SearchRow): Promise<void> {
  const document = sql<string>`${`${row.document} ${NEWEST}`}::tsvector`;
  const columns = {
    kind: row.kind,
    namespace_id: row.namespaceId,
    is_listed: row.isListed,
    is_public: row.isPublic,
    completeness: row.completeness,
    published_at: row.publishedAt,
    updated_at: row.updatedAt,
  };
  await trx
    .insertInto("asset_search")
    .values({ ...columns, asset_id: row.assetId, doc: document })
    .onConflict((conflict) =>
      conflict.column("asset_id").doUpdateSet({
        ...columns,
        doc: sql`excluded.doc || (
          select coalesce(array_to_tsvector(array_agg(lexeme)), ''::tsvector)
          from unnest(asset_search.doc) where lexeme like 'tier:%')`,
      }),
    )
    .execute();
}

/** Takes an asset out of every search. */
export async function removeSearchRow(trx: DatabaseTransaction, assetId: number): Promise<void> {
  await trx.deleteFrom("asset_search").where("asset_id", "=", assetId).execute();
}
