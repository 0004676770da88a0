import { sql } from "kysely";
import type { Category } from "#contract/assets/category.ts";
import type { NamespaceSummary } from "#contract/fields.ts";
import { summaryJson, toSummary } from "../../accounts/index.ts";
import { type Database, prepared } from "../../platform/database/index.ts";

/** The categories that an asset is in itself. */
const categoriesJson = sql<Category[]>`
  case when assets.category_path = '{}' then '[]'::json else (
    select coalesce(json_agg(
      json_build_object('id', public_id, 'name', name, 'nameZh', name_zh) order by name), '[]')
    from asset_categories join categories on categories.id = category_id
    where asset_id = assets.id
  ) end`;

/** What an asset's own rows say: its card, its listing and its counters. */
export function assetFacts(db: Database, viewerId: number | null) {
  return db
    .selectFrom("assets")
    .innerJoin("asset_counters", "asset_counters.asset_id", "assets.id")
    .select([
      "assets.id",
      "assets.title_zh",
      "assets.description",
      "assets.visibility",
      "assets.gate",
      "assets.needs_subscription",
      "assets.licences",
      "assets.tasks",
      "assets.languages",
      "assets.frameworks",
      "assets.hardware",
      "assets.data_types",
      "assets.tags",
      "assets.base_models",
      "assets.datasets",
      "assets.settings",
      "assets.card_metadata",
      "assets.is_official",
      "assets.is_featured",
      "assets.created_at",
      "assets.updated_at",
      "assets.listing_state",
      "assets.published_at",
      "assets.cover_key",
      "assets.category_path",
      "asset_counters.downloads",
      "asset_counters.views",
      "asset_counters.favourites",
      "asset_counters.subscriptions",
    ])
    .select(categoriesJson.as("categories"))
    .select((eb) =>
      viewerId === null
        ? sql<boolean>`false`.as("is_favourite")
        : eb
            .exists(
              eb
                .selectFrom("favourites")
                .select("favourites.asset_id")
                .whereRef("favourites.asset_id", "=", "assets.id")
                .where("favourites.account_id", "=", viewerId),
            )
            .$castTo<boolean>()
            .as("is_favourite"),
    );
}

export type AssetFacts = Awaited<ReturnType<ReturnType<typeof assetFacts>["execute"]>>[number];

type DetailKey = { id: number; namespaceId: number; viewerId: number | null };

const selectAssetDetail = prepared((db, key: DetailKey) =>
  assetFacts(db, key.viewerId)
    .select(summaryJson(key.namespaceId).as("owner"))
    .where("assets.id", "=", key.id),
);

/** What one asset's page and API answer need, beside its repository. */
export async function getAssetDetail(
  db: Database,
  key: DetailKey,
): Promise<{ facts: AssetFacts; owner: NamespaceSummary }> {
  const [row] = await selectAssetDetail(db, key);
  if (row === undefined) throw new Error(`asset ${key.id} is not there`);
  const { owner, ...facts } = row;
  return { facts, owner: toSummary(owner) };
}

const selectAssetFacts = prepared((db, key: { id: number; viewerId: number | null }) =>
  assetFacts(db, key.viewerId).where("assets.id", "=", key.id),
);

/** For whoever has the repository already. */
export async function getAssetFacts(
  db: Database,
  id: number,
  viewerId: number | null,
): Promise<AssetFacts> {
  const [facts] = await selectAssetFacts(db, { id, viewerId });
  if (facts === undefined) throw new Error(`asset ${id} is not there`);
  return facts;
}
