import { cardTags } from "#server/assets/card/index.ts";
import { trendingScore } from "#server/assets/rules.ts";
import { buildDocument, quoteLexeme } from "#server/assets/search/build-document.ts";
import { cardCompleteness } from "#server/assets/search/completeness.ts";
import { facetValues } from "#server/assets/search/facet-values.ts";
import {
  filterLexeme,
  RANKED_COLUMNS,
  type RankedColumn,
} from "#server/assets/search/filter-lexemes.ts";
import { type TierCode, tierLexemes, tierShift } from "#server/assets/search/tier-code.ts";
import type { Columns, Value } from "./insert-rows.ts";
import {
  CATEGORIES,
  type Listing,
  makeListing,
  makeStanding,
  OWNERS,
  type Standing,
} from "./make-listing.ts";

/** Ids before these are the gallery's own. */
export const FIRST_ASSET = 1000;
export const FIRST_OWNER = 1000;

const FIRST_CATEGORY = 1000;
const CATEGORY_PLACES = new Map(
  CATEGORIES.flatMap(({ id, below }) => [id, ...below]).map((id, place) => [id, place]),
);

/** Where a tier of an order ends: all that are not below are in it. */
export type Bound = { column: RankedColumn; tier: number; value: number; assetId: number };

/** Accounts that restricted listings are shown to: one of them is the bench's own viewer. */
export type Audience = { viewerId: number; grants: number; total: number };

export const TABLES = {
  repositories: {
    id: "bigint",
    public_id: "text",
    namespace_id: "bigint",
    kind: "text",
    name: "text",
    name_key: "text",
    created_at: "timestamptz",
    updated_at: "timestamptz",
  },
  repository_grants: {
    repository_id: "bigint",
    namespace_id: "bigint",
    right_level: "smallint",
    source: "text",
  },
  assets: {
    id: "bigint",
    title_zh: "text",
    description: "text",
    visibility: "text",
    listing_state: "text",
    first_published_at: "timestamptz",
    published_at: "timestamptz",
    licences: "text[]",
    tasks: "text[]",
    languages: "text[]",
    frameworks: "text[]",
    data_types: "text[]",
    tags: "text[]",
    category_path: "text[]",
    card_text: "text",
    created_at: "timestamptz",
    updated_at: "timestamptz",
  },
  asset_categories: { asset_id: "bigint", category_id: "bigint" },
  asset_counters: {
    asset_id: "bigint",
    downloads: "bigint",
    favourites: "bigint",
    subscriptions: "bigint",
  },
  asset_daily_counters: { asset_id: "bigint", day: "date", interest: "bigint" },
  asset_search: {
    asset_id: "bigint",
    doc: "tsvector",
    is_listed: "boolean",
    is_public: "boolean",
    completeness: "smallint",
  },
  asset_ranks: {
    asset_id: "bigint",
    kind: "text",
    is_open: "boolean",
    downloads: "bigint",
    favourites: "bigint",
    subscriptions: "bigint",
    trending: "float8",
    published_at: "timestamptz",
    updated_at: "timestamptz",
    tiers: "int",
    facets: "text[]",
  },
} as const satisfies Record<string, Columns>;

export type Rows = Record<keyof typeof TABLES, (readonly Value[])[]>;

export function noRows(): Rows {
  return Object.fromEntries(Object.keys(TABLES).map((table) => [table, []])) as unknown as Rows;
}

/** What a listing is ordered by, as numbers. */
export function rankOf(number: number, standing: Standing, column: RankedColumn): number {
  switch (column) {
    case "asset_id":
      return FIRST_ASSET + number;
    case "updated_at":
      return standing.updatedAt;
    case "published_at":
      return standing.publishedAt;
    case "trending":
      return trendOf(standing);
    case "downloads":
    case "favourites":
    case "subscriptions":
      return standing[column];
  }
}

const DAY_MS = 86_400_000;

function interestDay({ interestDaysAgo }: Standing): Date {
  return new Date(Math.floor(Date.now() / DAY_MS - interestDaysAgo) * DAY_MS);
}

function trendOf(standing: Standing): number {
  return trendingScore(standing.interest, interestDay(standing));
}

/** Adds the rows of one listing, as the gallery would have written them. */
export function addListing(
  rows: Rows,
  number: number,
  context: { bounds: readonly Bound[]; audience: Audience },
): void {
  const listing = makeListing(number);
  const standing = makeStanding(number);
  const id = FIRST_ASSET + number;
  const ownerId = FIRST_OWNER + listing.owner;
  const [made, changed] = [standing.publishedAt, standing.updatedAt].map((at) =>
    new Date(at).toISOString(),
  );
  if (made === undefined || changed === undefined) throw new Error("a listing without times");
  const { settings, kind, name } = listing;
  const { isListed, isPublic, downloads, favourites, subscriptions } = standing;
  rows.repositories.push([id, `bench-${id}`, ownerId, kind, name, name, made, changed]);
  rows.repository_grants.push(...grantsOf(number, { id, ownerId, standing, ...context.audience }));
  rows.assets.push([
    id,
    settings.titleZh,
    settings.description,
    isPublic ? "public" : "restricted",
    isListed ? "published" : "draft",
    isListed ? made : null,
    isListed ? made : null,
    settings.licences,
    settings.tasks,
    settings.languages,
    settings.frameworks,
    settings.dataTypes,
    settings.tags,
    listing.categoryPath,
    listing.cardText,
    made,
    changed,
  ]);
  const category = listing.categoryPath.at(-1);
  if (category !== undefined) rows.asset_categories.push([id, categoryId(category)]);
  rows.asset_counters.push([id, downloads, favourites, subscriptions]);
  const { interest } = standing;
  if (interest > 0) {
    rows.asset_daily_counters.push([id, interestDay(standing).toISOString(), interest]);
  }
  const isOpen = isListed && isPublic;
  const tiers = isOpen ? tierCode(number, standing, context.bounds) : 0;
  const { percent } = cardCompleteness(listing);
  rows.asset_search.push([id, documentOf(listing, tiers), isListed, isPublic, percent]);
  rows.asset_ranks.push([
    id,
    kind,
    isOpen,
    downloads,
    favourites,
    subscriptions,
    trendOf(standing),
    made,
    changed,
    tiers,
    facetValues(listing),
  ]);
}

function documentOf(listing: Listing, tiers: TierCode): string {
  const { kind, settings } = listing;
  const document = buildDocument({
    ...listing,
    ownerName: ownerName(listing.owner),
    ownerNickname: "",
    hubTags: cardTags({ kind, settings, metadata: {} }),
    isOfficial: false,
    isFeatured: false,
    isGated: false,
  });
  const owner = filterLexeme("owner", String(FIRST_OWNER + listing.owner));
  return [document, ...[owner, ...tierLexemes(tiers)].map(quoteLexeme)].join(" ");
}

export function ownerName(owner: number): string {
  return `owner${owner}`;
}

/** Categories have numbers of their own too, in the order of the tree. */
export function categoryId(publicId: string): number {
  return FIRST_CATEGORY + (CATEGORY_PLACES.get(publicId) ?? 0);
}

function tierCode(number: number, standing: Standing, bounds: readonly Bound[]): TierCode {
  return RANKED_COLUMNS.reduce((code, column) => {
    const rank = rankOf(number, standing, column);
    const isInside = ({ value, assetId }: Bound) =>
      rank > value || (rank === value && FIRST_ASSET + number >= assetId);
    const inside = bounds.find((bound) => bound.column === column && isInside(bound));
    return inside === undefined ? code : code | ((inside.tier + 1) << tierShift(column));
  }, 0);
}

type Granting = Audience & { id: number; ownerId: number; standing: Standing };

/** What is not public is shown to some accounts, and so much of it to the viewer. */
function grantsOf(
  number: number,
  { id, ownerId, standing, viewerId, grants, total }: Granting,
): Value[][] {
  const owner = [id, ownerId, 4, "owner"];
  if (standing.isPublic) return [owner, [id, null, 2, "visibility"]];
  const someone = FIRST_OWNER + ((number * 31) % OWNERS);
  const shared = someone === ownerId ? [] : [[id, someone, 2, "share"]];
  const isShown = number % Math.max(1, Math.floor((0.05 * total) / grants)) < 1;
  return [owner, ...shared, ...(isShown ? [[id, viewerId, 2, "share"]] : [])];
}
