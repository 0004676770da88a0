import type { Likes } from "#contract/community/article.ts";
import type { Viewer } from "../../../accounts/index.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { visibleRepositories } from "../../../repositories/index.ts";

type Like = { assetId: number; accountId: number };

/** The total follows by itself; a second like changes nothing. */
export async function insertLike(
  trx: DatabaseTransaction,
  { assetId, accountId }: Like,
): Promise<void> {
  await trx
    .insertInto("asset_likes")
    .values({ asset_id: assetId, account_id: accountId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteLike(
  trx: DatabaseTransaction,
  { assetId, accountId }: Like,
): Promise<void> {
  await trx
    .deleteFrom("asset_likes")
    .where("asset_id", "=", assetId)
    .where("account_id", "=", accountId)
    .execute();
}

/** The likes of assets by their public ids. */
export async function readLikes(
  db: Database,
  publicIds: readonly string[],
  viewerId: number | null,
): Promise<Map<string, Likes>> {
  if (publicIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("repositories")
    .leftJoin("asset_like_totals as total", "total.asset_id", "repositories.id")
    .leftJoin("asset_likes as own", (join) =>
      join
        .onRef("own.asset_id", "=", "repositories.id")
        .on("own.account_id", "=", viewerId ?? NOBODY),
    )
    .select(["repositories.public_id", "total.likes", "own.account_id"])
    .where("repositories.public_id", "in", [...publicIds])
    .execute();
  return new Map(
    rows.map(({ public_id, likes, account_id }) => [
      public_id,
      { likes: likes ?? 0, isLiked: account_id !== null },
    ]),
  );
}

/** No account has this id. */
const NOBODY = -1;

/** From its publication on an article is among the most liked, if at their end. */
export async function insertTotal(trx: DatabaseTransaction, assetId: number): Promise<void> {
  await trx
    .insertInto("asset_like_totals")
    .values({ asset_id: assetId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

type MostLiked = {
  viewer: Viewer;
  category: string | undefined;
  after: { likes: number; id: number } | null;
  limit: number;
};

/** Published articles that the viewer may see, most liked first. */
export function listMostLiked(db: Database, { viewer, category, after, limit }: MostLiked) {
  return db
    .selectFrom("asset_like_totals as total")
    .innerJoin("assets", "assets.id", "total.asset_id")
    .innerJoin("repositories", "repositories.id", "total.asset_id")
    .select(["total.asset_id as id", "total.likes"])
    .where("repositories.kind", "=", "article")
    .where("assets.listing_state", "=", "published")
    .where((eb) => visibleRepositories(viewer, 1)(eb.ref("repositories.id")))
    .$if(category !== undefined, (query) =>
      query.where((eb) => eb(eb.val(category ?? ""), "=", eb.fn.any("assets.category_path"))),
    )
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("total.likes", "total.asset_id"),
          "<",
          eb.tuple(after?.likes ?? 0, after?.id ?? 0),
        ),
      ),
    )
    .orderBy("total.likes", "desc")
    .orderBy("total.asset_id", "desc")
    .limit(limit)
    .execute();
}
