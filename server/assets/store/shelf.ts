import type { CardSettings, ListingState, Visibility } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { holdAsset } from "./hold-asset.ts";

/** What the listing of an asset stands on. */
export type Shelf = {
  state: ListingState;
  visibility: Visibility;
  /** It was published at least once: from then on visibility only widens. */
  wasPublished: boolean;
  publishedAt: Date | null;
};

/** Reads the shelf; inside a transaction it holds the row, so that moves happen one by one. */
export async function getShelf(db: Database, assetId: number): Promise<Shelf> {
  await holdAsset(db, assetId);
  const row = await db
    .selectFrom("assets")
    .select(["listing_state", "visibility", "first_published_at", "published_at"])
    .where("id", "=", assetId)
    .executeTakeFirstOrThrow();
  return {
    state: row.listing_state as ListingState,
    visibility: row.visibility as Visibility,
    wasPublished: row.first_published_at !== null,
    publishedAt: row.published_at,
  };
}

export async function updateShelf(
  trx: DatabaseTransaction,
  assetId: number,
  { state, at }: { state: ListingState; at: Date },
): Promise<void> {
  await trx
    .updateTable("assets")
    .set((eb) => ({
      listing_state: state,
      ...(state === "published"
        ? { published_at: at, first_published_at: eb.fn.coalesce("first_published_at", eb.val(at)) }
        : {}),
    }))
    .where("id", "=", assetId)
    .execute();
}

/** What the automatic checks of a listing look at. */
export type ListingFacts = {
  kind: AssetKind;
  title: string;
  description: string;
  licences: string[];
  tasks: string[];
  dataTypes: string[];
  tags: string[];
  cardErrors: { message: string; line: number | null }[];
  fileCount: number;
};

export async function getListingFacts(db: Database, assetId: number): Promise<ListingFacts> {
  const row = await db
    .selectFrom("assets")
    .innerJoin("repositories", "repositories.id", "assets.id")
    .select(["kind", "description", "licences", "tasks", "data_types", "tags"])
    .select(["settings", "card_errors", "file_count"])
    .where("assets.id", "=", assetId)
    .executeTakeFirstOrThrow();
  return {
    kind: row.kind as AssetKind,
    title: (row.settings as Partial<CardSettings>).title ?? "",
    description: row.description,
    licences: row.licences,
    tasks: row.tasks,
    dataTypes: row.data_types,
    tags: row.tags,
    cardErrors: row.card_errors as ListingFacts["cardErrors"],
    fileCount: row.file_count,
  };
}
