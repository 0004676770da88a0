import { sql } from "kysely";
import type { CardSettings, ListingState, Visibility } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import { summaryJson, type Viewer } from "../../accounts/index.ts";
import {
  type Database,
  type DatabaseTransaction,
  prepared,
} from "../../platform/database/index.ts";
import { visibleRepositories } from "../../repositories/index.ts";
import { assetFacts } from "./facts.ts";
import { matchesWords } from "./match-words.ts";

/** Rows of assets with their address too: the base of every list. */
export function assetRows(db: Database, viewerId: number | null) {
  return assetFacts(db, viewerId)
    .innerJoin("repositories", "repositories.id", "assets.id")
    .innerJoin("namespaces", "namespaces.id", "repositories.namespace_id")
    .select([
      "repositories.public_id",
      "repositories.namespace_id",
      "repositories.kind",
      "repositories.name",
      "repositories.default_branch",
      "repositories.size_bytes",
      "repositories.file_count",
      "repositories.read_needs",
      "namespaces.name as owner_name",
    ])
    .select((eb) => summaryJson(eb.ref("namespaces.id")).as("owner"));
}

export type AssetRow = Awaited<ReturnType<ReturnType<typeof assetRows>["execute"]>>[number];

/** Rows by id, in the order of the ids; ids without an asset are left out. */
export async function getAssetsInOrder(
  db: Database,
  ids: readonly number[],
  viewerId: number | null,
): Promise<AssetRow[]> {
  if (ids.length === 0) return [];
  const rows = await assetRows(db, viewerId).where("assets.id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const selectAssetRow = prepared((db, key: { id: number; viewerId: number | null }) =>
  assetRows(db, key.viewerId).where("assets.id", "=", key.id),
);

export async function getAssetRow(
  db: Database,
  id: number,
  viewerId: number | null,
): Promise<AssetRow> {
  const [row] = await selectAssetRow(db, { id, viewerId });
  if (row === undefined) throw new Error(`asset ${id} is not there`);
  return row;
}

export async function insertAsset(
  trx: DatabaseTransaction,
  asset: { id: number; visibility: Visibility; createdBy: number },
): Promise<void> {
  await trx
    .insertInto("assets")
    .values({ id: asset.id, visibility: asset.visibility, created_by: asset.createdBy })
    .execute();
  await trx.insertInto("asset_counters").values({ asset_id: asset.id }).execute();
}

/** What a good card says. */
export async function updateFromCard(
  trx: DatabaseTransaction,
  id: number,
  card: { settings: CardSettings; metadata: Record<string, unknown>; text: string },
): Promise<void> {
  const { settings } = card;
  await trx
    .updateTable("assets")
    .set({
      title_zh: settings.titleZh,
      description: settings.description,
      licences: settings.licences,
      tasks: settings.tasks,
      languages: settings.languages,
      frameworks: settings.frameworks,
      hardware: settings.hardware,
      data_types: settings.dataTypes,
      tags: settings.tags,
      base_models: settings.baseModels,
      datasets: settings.datasets,
      settings: JSON.stringify({
        title: settings.title,
        minimumSpecification: settings.minimumSpecification,
        supportsDistributedTraining: settings.supportsDistributedTraining,
        supportsDistributedInference: settings.supportsDistributedInference,
      }),
      card_metadata: JSON.stringify(card.metadata),
      card_errors: "[]",
      card_text: card.text,
    })
    .where("id", "=", id)
    .execute();
}

/** A card whose front matter is broken: the settings stay those of the last good one. */
export async function updateFromBrokenCard(
  trx: DatabaseTransaction,
  id: number,
  card: { errors: unknown[]; text: string },
): Promise<void> {
  await trx
    .updateTable("assets")
    .set({ card_errors: JSON.stringify(card.errors), card_text: card.text })
    .where("id", "=", id)
    .execute();
}

export async function touchAsset(trx: DatabaseTransaction, id: number): Promise<void> {
  const now = sql<Date>`clock_timestamp()`;
  await trx.updateTable("assets").set({ updated_at: now }).where("id", "=", id).execute();
}

export async function updateVisibility(
  trx: DatabaseTransaction,
  id: number,
  visibility: Visibility,
): Promise<void> {
  await trx.updateTable("assets").set({ visibility }).where("id", "=", id).execute();
}

type NamespaceFilter = {
  namespaceIds: readonly number[];
  /** Only what this viewer may see. */
  viewer: Viewer;
  kind?: AssetKind | undefined;
  state?: ListingState | undefined;
  q?: string | undefined;
};

/** Assets of namespaces, whatever their state. */
export function listByNamespaces(
  db: Database,
  filter: NamespaceFilter & {
    after: { updatedAt: Date; id: number } | null;
    limit: number;
    /** Last change first, or last made first. */
    order?: "updated" | "created" | undefined;
  },
) {
  const { after, order = "updated", viewer } = filter;
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  const found = ofNamespaces(assetRows(db, viewerId), filter)
    .select((eb) =>
      eb
        .selectFrom("asset_search")
        .select("completeness")
        .whereRef("asset_search.asset_id", "=", "assets.id")
        .as("completeness"),
    )
    .limit(filter.limit);
  if (order === "created") {
    return found
      .$if(after !== null, (query) => query.where("assets.id", "<", after?.id ?? 0))
      .orderBy("assets.id", "desc");
  }
  return found
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("assets.updated_at", "assets.id"),
          "<",
          eb.tuple(after?.updatedAt ?? new Date(0), after?.id ?? 0),
        ),
      ),
    )
    .orderBy("assets.updated_at", "desc")
    .orderBy("assets.id", "desc");
}

/** The same with how well the card is filled in (DIS-2). */
export type OwnRow = Awaited<ReturnType<ReturnType<typeof listByNamespaces>["execute"]>>[number];

type RowQuery = ReturnType<typeof assetRows>;

function ofNamespaces(query: RowQuery, filter: NamespaceFilter): RowQuery {
  const isVisible = visibleRepositories(filter.viewer, 1);
  let result = query
    .where("repositories.namespace_id", "in", [...filter.namespaceIds, -1])
    .where((eb) => isVisible(eb.ref("repositories.id")))
    .where(matchesWords(filter.q));
  if (filter.kind !== undefined) result = result.where("repositories.kind", "=", filter.kind);
  if (filter.state !== undefined) result = result.where("assets.listing_state", "=", filter.state);
  return result;
}

/** How many assets of namespaces there are, by kind and state; the filter's own are not regarded. */
export function countByNamespaces(
  db: Database,
  { namespaceIds, viewer, q }: Pick<NamespaceFilter, "namespaceIds" | "viewer" | "q">,
) {
  const isVisible = visibleRepositories(viewer, 1);
  return db
    .selectFrom("repositories")
    .innerJoin("assets", "assets.id", "repositories.id")
    .select(["repositories.kind", "assets.listing_state as state"])
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("repositories.namespace_id", "in", [...namespaceIds, -1])
    .where((eb) => isVisible(eb.ref("repositories.id")))
    .where(matchesWords(q))
    .groupBy(["repositories.kind", "assets.listing_state"]);
}

export async function updateOfficial(
  trx: DatabaseTransaction,
  id: number,
  isOfficial: boolean,
): Promise<void> {
  await trx.updateTable("assets").set({ is_official: isOfficial }).where("id", "=", id).execute();
}

export async function isOfficial(db: Database, id: number): Promise<boolean> {
  const row = await db
    .selectFrom("assets")
    .select("is_official")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.is_official;
}

/** The card's body as plain text. */
export async function getCardText(db: Database, id: number): Promise<string> {
  const row = await db
    .selectFrom("assets")
    .select("card_text")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.card_text;
}

/** Ids of the assets of a person or organisation, in steps. */
export async function listIdsOfNamespace(
  db: Database,
  { namespaceId, after, limit }: { namespaceId: number; after: number; limit: number },
): Promise<number[]> {
  const rows = await db
    .selectFrom("repositories")
    .innerJoin("assets", "assets.id", "repositories.id")
    .select("repositories.id")
    .where("repositories.namespace_id", "=", namespaceId)
    .where("repositories.id", ">", after)
    .orderBy("repositories.id")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
