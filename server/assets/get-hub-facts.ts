import type { CardSettings, Visibility } from "#contract/assets/asset.ts";
import type { GateMode } from "#contract/assets/gate.ts";
import type { Database } from "../platform/database/index.ts";
import type { Metadata } from "./card/index.ts";
import { settingsOf } from "./present-asset.ts";
import { type AssetFacts, getAssetFacts } from "./store/facts.ts";

/** What hub clients are told of an asset beside what its repository knows. */
export type HubFacts = {
  settings: CardSettings;
  /** The front matter as it stands in README.md. */
  metadata: Metadata;
  visibility: Visibility;
  gate: GateMode;
  needsSubscription: boolean;
  downloads: number;
  favourites: number;
  updatedAt: Date;
};

export async function getHubFacts(db: Database, assetId: number): Promise<HubFacts> {
  return hubFactsOf(await getAssetFacts(db, assetId, null));
}

export function hubFactsOf(row: AssetFacts): HubFacts {
  return {
    settings: settingsOf(row),
    metadata: row.card_metadata as Metadata,
    visibility: row.visibility as Visibility,
    gate: row.gate as GateMode,
    needsSubscription: row.needs_subscription,
    downloads: row.downloads,
    favourites: row.favourites,
    updatedAt: row.updated_at,
  };
}
