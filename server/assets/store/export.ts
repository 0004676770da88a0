import { sql } from "kysely";
import type { ListingState } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Database } from "../../platform/database/index.ts";

const TIME_COLUMNS = {
  created: "assets.created_at",
  updated: "assets.updated_at",
  published: "assets.published_at",
} as const;

/** Which assets, of all that there are: for those who may see every one. */
export type ExportFilter = {
  kind?: AssetKind | undefined;
  state?: ListingState | undefined;
  /** Which time `from` and `to` are of. */
  time: keyof typeof TIME_COLUMNS;
  from?: Date | undefined;
  to?: Date | undefined;
};

function exported(db: Database, { kind, state, time, from, to }: ExportFilter) {
  let query = db
    .selectFrom("assets")
    .innerJoin("repositories", "repositories.id", "assets.id")
    .innerJoin("namespaces", "namespaces.id", "repositories.namespace_id");
  if (kind !== undefined) query = query.where("repositories.kind", "=", kind);
  if (state !== undefined) query = query.where("assets.listing_state", "=", state);
  if (from !== undefined) query = query.where(TIME_COLUMNS[time], ">=", from);
  if (to !== undefined) query = query.where(TIME_COLUMNS[time], "<", to);
  return query;
}

/** In the order of creation, as plain facts. */
export function listExported(
  db: Database,
  { after, limit, ...filter }: ExportFilter & { after: number; limit: number },
) {
  return exported(db, filter)
    .innerJoin("asset_counters", "asset_counters.asset_id", "assets.id")
    .leftJoin("namespaces as creator", "creator.id", "assets.created_by")
    .select(["assets.id", "repositories.public_id", "repositories.kind", "repositories.name"])
    .select(["namespaces.name as owner", "creator.name as created_by"])
    .select(sql<string>`coalesce(assets.settings ->> 'title', '')`.as("title"))
    .select(["assets.title_zh", "assets.description", "assets.listing_state as state"])
    .select(["assets.visibility", "assets.gate", "assets.needs_subscription"])
    .select(["assets.is_official", "assets.is_featured", "assets.licences", "assets.tasks"])
    .select(["assets.languages", "assets.frameworks", "assets.data_types", "assets.tags"])
    .select((eb) =>
      sql<string[]>`array(${eb
        .selectFrom("asset_categories")
        .innerJoin("categories", "categories.id", "asset_categories.category_id")
        .select("categories.name")
        .whereRef("asset_categories.asset_id", "=", "assets.id")
        .orderBy("categories.name")})`.as("categories"),
    )
    .select(["asset_counters.views", "asset_counters.downloads", "asset_counters.favourites"])
    .select(["asset_counters.subscriptions", "repositories.file_count", "repositories.size_bytes"])
    .select(["assets.created_at", "assets.updated_at", "assets.published_at"])
    .where("assets.id", ">", after)
    .orderBy("assets.id")
    .limit(limit)
    .execute();
}

export type ExportedAsset = Awaited<ReturnType<typeof listExported>>[number];

export async function countExported(db: Database, filter: ExportFilter): Promise<number> {
  const { count } = await exported(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}
