import type {
  Asset,
  AssetSummary,
  CardSettings,
  ListingState,
  Visibility,
} from "#contract/assets/asset.ts";
import type { GateMode } from "#contract/assets/gate.ts";
import type { AssetKind, NamespaceSummary } from "#contract/fields.ts";
import { toSummary, type Viewer } from "../accounts/index.ts";
import { coverUrl } from "./covers/cover-url.ts";
import { abilitiesOf } from "./policy.ts";
import { isCustomModel } from "./rules.ts";
import type { AssetRow } from "./store/assets.ts";
import type { AssetFacts } from "./store/facts.ts";

/** Rows as the cards of a list. */
export function presentSummaries(rows: readonly AssetRow[]): AssetSummary[] {
  return rows.map((row) => presentSummary(row, toSummary(row.owner)));
}

/** A row whose owner is known otherwise will do too. */
export type OwnedRow = Omit<AssetRow, "owner">;

function presentSummary(row: OwnedRow, owner: NamespaceSummary): AssetSummary {
  return {
    id: row.public_id,
    kind: row.kind as AssetKind,
    owner,
    name: row.name,
    title: (row.settings as Partial<CardSettings>).title ?? "",
    titleZh: row.title_zh,
    description: row.description,
    licences: row.licences,
    tasks: row.tasks,
    languages: row.languages,
    frameworks: row.frameworks,
    dataTypes: row.data_types,
    categories: row.categories,
    coverUrl: coverUrl(row),
    visibility: row.visibility as Visibility,
    state: row.listing_state as ListingState,
    isOfficial: row.is_official,
    isFeatured: row.is_featured,
    downloads: row.downloads,
    favourites: row.favourites,
    subscriptions: row.subscriptions,
    isFavourite: row.is_favourite,
    gate: row.gate as GateMode,
    needsSubscription: row.needs_subscription,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    publishedAt: row.published_at?.toISOString() ?? null,
  };
}

type Detail = {
  row: OwnedRow;
  owner: NamespaceSummary;
  level: number;
  head: string | null;
  viewer: Viewer;
};

/** One asset with what this viewer may do. */
export function presentAsset({ row, owner, level, head, viewer }: Detail): Asset {
  const summary = presentSummary(row, owner);
  return {
    ...summary,
    fullName: `${row.owner_name}/${row.name}`,
    settings: settingsOf(row),
    hardware: row.hardware,
    tags: row.tags,
    isCustomModel: isCustomModel(summary.kind, row.tasks),
    defaultBranch: row.default_branch,
    head,
    sizeBytes: row.size_bytes,
    fileCount: row.file_count,
    views: row.views,
    abilities: abilitiesOf(viewer, { kind: summary.kind, level, state: summary.state }),
  };
}

/** The settings of the last good card, from the columns it was read into. */
export function settingsOf(row: AssetFacts): CardSettings {
  const rest = row.settings as Partial<CardSettings>;
  return {
    title: rest.title ?? "",
    titleZh: row.title_zh,
    description: row.description,
    licences: row.licences,
    tasks: row.tasks,
    languages: row.languages,
    frameworks: row.frameworks,
    hardware: row.hardware,
    dataTypes: row.data_types,
    tags: row.tags,
    baseModels: row.base_models,
    datasets: row.datasets,
    minimumSpecification: rest.minimumSpecification ?? null,
    supportsDistributedTraining: rest.supportsDistributedTraining ?? false,
    supportsDistributedInference: rest.supportsDistributedInference ?? false,
  };
}
