import type { ListingState } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Viewer } from "../../accounts/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { visibleRepositories } from "../../repositories/index.ts";
import { assetRows } from "./assets.ts";
import { matchesWords } from "./match-words.ts";

type Favourite = { accountId: number; assetId: number };

/** True when the row is new. */
export async function insertFavourite(trx: DatabaseTransaction, favourite: Favourite) {
  const row = await trx
    .insertInto("favourites")
    .values({ account_id: favourite.accountId, asset_id: favourite.assetId })
    .onConflict((conflict) => conflict.doNothing())
    .returning("asset_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** True when there was a row. */
export async function removeFavouriteRow(trx: DatabaseTransaction, favourite: Favourite) {
  const row = await trx
    .deleteFrom("favourites")
    .where("account_id", "=", favourite.accountId)
    .where("asset_id", "=", favourite.assetId)
    .returning("asset_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function isFavourite(
  db: Database,
  accountId: number,
  assetId: number,
): Promise<boolean> {
  const row = await db
    .selectFrom("favourites")
    .select("asset_id")
    .where("account_id", "=", accountId)
    .where("asset_id", "=", assetId)
    .executeTakeFirst();
  return row !== undefined;
}

type Filter = {
  accountId: number;
  viewer: Viewer;
  kind?: AssetKind | undefined;
  state?: ListingState | undefined;
  q?: string | undefined;
};

/** Favourites that the viewer may still see. */
function visibleFavourites(db: Database, { accountId, viewer, q }: Filter) {
  return db
    .selectFrom("favourites")
    .innerJoin("repositories", "repositories.id", "favourites.asset_id")
    .innerJoin("assets", "assets.id", "favourites.asset_id")
    .where("favourites.account_id", "=", accountId)
    .where((eb) => visibleRepositories(viewer, 1)(eb.ref("repositories.id")))
    .where(matchesWords(q));
}

/** With what a card of a list shows, newest favourite first. */
export function listFavouriteRows(
  db: Database,
  filter: Filter & { after: { createdAt: Date; id: number } | null; limit: number },
) {
  const { accountId, viewer, q, after, kind, state } = filter;
  return assetRows(db, accountId)
    .innerJoin("favourites as kept", "kept.asset_id", "assets.id")
    .select("kept.created_at as kept_at")
    .where("kept.account_id", "=", accountId)
    .where((eb) => visibleRepositories(viewer, 1)(eb.ref("repositories.id")))
    .where(matchesWords(q))
    .$if(kind !== undefined, (query) => query.where("repositories.kind", "=", kind ?? ""))
    .$if(state !== undefined, (query) => query.where("assets.listing_state", "=", state ?? ""))
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("kept.created_at", "kept.asset_id"),
          "<",
          eb.tuple(after?.createdAt ?? new Date(0), after?.id ?? 0),
        ),
      ),
    )
    .orderBy("kept.created_at", "desc")
    .orderBy("kept.asset_id", "desc")
    .limit(filter.limit)
    .execute();
}

/** By kind and state; the filter's own are not regarded. */
export function countFavouriteRows(db: Database, filter: Filter) {
  return visibleFavourites(db, filter)
    .select(["repositories.kind", "assets.listing_state as state"])
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .groupBy(["repositories.kind", "assets.listing_state"]);
}
