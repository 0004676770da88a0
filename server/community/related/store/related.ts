import { sql } from "kysely";
import type { Viewer } from "../../../accounts/index.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { visibleRepositories } from "../../../repositories/index.ts";

/** A link as seen from the side of `assetId`. */
export type Link = { assetId: number; relatedId: number };

export type LinkRow = {
  relatedId: number;
  publicId: string;
  isOwn: boolean;
  linkedAt: Date;
  /** Whether the viewer sees the asset at the other end. */
  isShown: boolean;
};

type LinkPage = { after: { linkedAt: Date; relatedId: number } | null; limit: number };

/** Those whose other end the viewer sees, newest first; one more than the limit. */
export async function listVisibleLinks(
  db: Database,
  assetId: number,
  { viewer, now, ...page }: LinkPage & { viewer: Viewer; now: Date },
): Promise<LinkRow[]> {
  const isVisible = visibleRepositories(viewer, 1, now);
  const rows = await linksOf(db, assetId, page)
    .where((eb) => isVisible(eb.ref("link.related_id")))
    .execute();
  return rows.map((row) => ({ ...row, isShown: true }));
}

/** As `listVisibleLinks`, those that were made on this side, whatever the viewer sees. */
export async function listOwnLinks(
  db: Database,
  assetId: number,
  page: LinkPage,
): Promise<LinkRow[]> {
  const rows = await linksOf(db, assetId, page).where("link.is_own", "=", true).execute();
  return rows.map((row) => ({ ...row, isShown: false }));
}

function linksOf(db: Database, assetId: number, { after, limit }: LinkPage) {
  return db
    .selectFrom("related_assets as link")
    .innerJoin("repositories", "repositories.id", "link.related_id")
    .select([
      "link.related_id as relatedId",
      "repositories.public_id as publicId",
      "link.is_own as isOwn",
      "link.created_at as linkedAt",
    ])
    .where("link.asset_id", "=", assetId)
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("link.created_at", "link.related_id"),
          "<",
          eb.tuple(after?.linkedAt ?? new Date(0), after?.relatedId ?? 0),
        ),
      ),
    )
    .orderBy("link.created_at", "desc")
    .orderBy("link.related_id", "desc")
    .limit(limit + 1);
}

export function findLink(
  db: Database,
  { assetId, relatedId }: Link,
): Promise<{ isOwn: boolean; linkedAt: Date } | undefined> {
  return db
    .selectFrom("related_assets")
    .select(["is_own as isOwn", "created_at as linkedAt"])
    .where("asset_id", "=", assetId)
    .where("related_id", "=", relatedId)
    .executeTakeFirst();
}

/** The asset with a public id, where it is linked to another: also one that the viewer does not see. */
export async function findLinkedId(
  db: Database,
  assetId: number,
  publicId: string,
): Promise<number | undefined> {
  const row = await db
    .selectFrom("related_assets")
    .innerJoin("repositories", "repositories.id", "related_assets.related_id")
    .select("related_assets.related_id")
    .where("related_assets.asset_id", "=", assetId)
    .where("repositories.public_id", "=", publicId)
    .executeTakeFirst();
  return row?.related_id;
}

/** How many links were made on the page of an asset. */
export async function countOwnLinks(db: Database, assetId: number): Promise<number> {
  const { count } = await db
    .selectFrom("related_assets")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("asset_id", "=", assetId)
    .where("is_own", "=", true)
    .executeTakeFirstOrThrow();
  return count;
}

/** From both sides; what one of them refused before is forgotten. */
export async function insertLink(
  trx: DatabaseTransaction,
  { assetId, relatedId }: Link,
  at: Date,
): Promise<void> {
  await deleteRefusal(trx, { assetId, relatedId });
  await trx
    .insertInto("related_assets")
    .values([
      { asset_id: assetId, related_id: relatedId, is_own: true, created_at: at },
      { asset_id: relatedId, related_id: assetId, is_own: false, created_at: at },
    ])
    .execute();
}

/** From both sides. */
export async function deleteLink(trx: DatabaseTransaction, link: Link): Promise<void> {
  await sql`
    delete from related_assets
    where (asset_id, related_id) in (
      (${link.assetId}, ${link.relatedId}), (${link.relatedId}, ${link.assetId}))`.execute(trx);
}

/** Those who manage `assetId` want no link from `relatedId`. */
export async function insertRefusal(
  trx: DatabaseTransaction,
  { assetId, relatedId }: Link,
  at: Date,
): Promise<void> {
  await trx
    .insertInto("refused_relations")
    .values({ asset_id: assetId, refused_id: relatedId, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function isRefused(db: Database, { assetId, relatedId }: Link): Promise<boolean> {
  const row = await db
    .selectFrom("refused_relations")
    .select("asset_id")
    .where("asset_id", "=", assetId)
    .where("refused_id", "=", relatedId)
    .executeTakeFirst();
  return row !== undefined;
}

async function deleteRefusal(
  trx: DatabaseTransaction,
  { assetId, relatedId }: Link,
): Promise<void> {
  await trx
    .deleteFrom("refused_relations")
    .where("asset_id", "=", assetId)
    .where("refused_id", "=", relatedId)
    .execute();
}
