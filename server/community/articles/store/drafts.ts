import { sql } from "kysely";
import type { ArticleText } from "#contract/community/article.ts";
import type { ListingState, Visibility } from "#contract/assets/asset.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

export type DraftRow = ArticleText & {
  id: number;
  publicId: string;
  revision: number;
  /** SHA-256 of the README.md that it was begun from. */
  baseCard: Buffer | null;
  removedFiles: string[];
  updatedAt: Date;
  article: {
    id: number;
    owner: string;
    name: string;
    state: ListingState;
    visibility: Visibility;
    wasPublished: boolean;
  } | null;
};

function selectDrafts(db: Database, accountId: number) {
  return db
    .selectFrom("article_drafts as draft")
    .leftJoin("categories", "categories.id", "draft.category_id")
    .leftJoin("assets", "assets.id", "draft.asset_id")
    .leftJoin("repositories", "repositories.id", "draft.asset_id")
    .leftJoin("namespaces", "namespaces.id", "repositories.namespace_id")
    .select([
      "draft.id",
      "draft.public_id",
      "draft.title",
      "draft.summary",
      "draft.language",
      "draft.body",
      "draft.revision",
      "draft.base_card",
      "draft.removed_files",
      "draft.updated_at",
      "draft.asset_id",
      "categories.public_id as category",
      "namespaces.name as owner",
      "repositories.name",
      "assets.listing_state",
      "assets.visibility",
      "assets.first_published_at",
    ])
    .where("draft.account_id", "=", accountId);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDrafts>["execute"]>>[number];

function toDraft(row: Row): DraftRow {
  const { title, summary, language, body, revision, category, owner, name, visibility } = row;
  return {
    id: row.id,
    publicId: row.public_id,
    title,
    category,
    summary,
    language,
    body,
    revision,
    baseCard: row.base_card,
    removedFiles: row.removed_files,
    updatedAt: row.updated_at,
    article:
      row.asset_id === null || owner === null || name === null
        ? null
        : {
            id: row.asset_id,
            owner,
            name,
            state: row.listing_state as ListingState,
            visibility: visibility as Visibility,
            wasPublished: row.first_published_at !== null,
          },
  };
}

/** Those of one account, last change first. */
export async function listDraftRows(db: Database, accountId: number): Promise<DraftRow[]> {
  const rows = await selectDrafts(db, accountId)
    .orderBy("draft.updated_at", "desc")
    .orderBy("draft.id", "desc")
    .execute();
  return rows.map(toDraft);
}

export async function findDraft(
  db: Database,
  key: { accountId: number; publicId: string },
): Promise<DraftRow | undefined> {
  const row = await selectDrafts(db, key.accountId)
    .where("draft.public_id", "=", key.publicId)
    .executeTakeFirst();
  return row && toDraft(row);
}

export async function findDraftOfArticle(
  db: Database,
  key: { accountId: number; assetId: number },
): Promise<DraftRow | undefined> {
  const row = await selectDrafts(db, key.accountId)
    .where("draft.asset_id", "=", key.assetId)
    .executeTakeFirst();
  return row && toDraft(row);
}

/** Drafts of one account are begun one after the other, so that they can be counted. */
export async function lockAuthor(trx: DatabaseTransaction, accountId: number): Promise<void> {
  await trx
    .selectFrom("accounts")
    .select("id")
    .where("id", "=", accountId)
    .forNoKeyUpdate()
    .execute();
}

/** Until the transaction's end nobody else saves, publishes or deletes it. */
export async function lockDraft(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx
    .selectFrom("article_drafts")
    .select("id")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

type NewDraft = ArticleText & {
  publicId: string;
  accountId: number;
  assetId: number | null;
  baseCard: Buffer | null;
};

export async function insertDraft(trx: DatabaseTransaction, draft: NewDraft): Promise<void> {
  const { title, summary, language, body } = draft;
  await trx
    .insertInto("article_drafts")
    .values({
      public_id: draft.publicId,
      account_id: draft.accountId,
      asset_id: draft.assetId,
      base_card: draft.baseCard,
      title,
      summary,
      language,
      body,
      category_id: categoryId(draft.category),
    })
    .execute();
}

/** Null for none, and for one that is not there. */
function categoryId(publicId: string | null) {
  return sql<number | null>`(select id from categories where public_id = ${publicId})`;
}

export async function updateText(
  trx: DatabaseTransaction,
  id: number,
  { title, category, summary, language, body }: ArticleText,
): Promise<void> {
  await trx
    .updateTable("article_drafts")
    .set((eb) => ({
      title,
      summary,
      language,
      body,
      category_id: categoryId(category),
      revision: eb("revision", "+", 1),
      updated_at: sql<Date>`now()`,
    }))
    .where("id", "=", id)
    .execute();
}

export async function isCategory(db: Database, publicId: string): Promise<boolean> {
  const row = await db
    .selectFrom("categories")
    .select("id")
    .where("public_id", "=", publicId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function linkArticle(
  trx: DatabaseTransaction,
  id: number,
  { assetId, baseCard }: { assetId: number; baseCard: Buffer },
): Promise<void> {
  await trx
    .updateTable("article_drafts")
    .set({ asset_id: assetId, base_card: baseCard })
    .where("id", "=", id)
    .execute();
}

export async function addRemovedFile(
  trx: DatabaseTransaction,
  id: number,
  path: string,
): Promise<void> {
  await trx
    .updateTable("article_drafts")
    .set({
      removed_files: sql<string[]>`array_append(array_remove(removed_files, ${path}), ${path})`,
      updated_at: sql<Date>`now()`,
    })
    .where("id", "=", id)
    .execute();
}

export async function deleteDraftRow(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx.deleteFrom("article_drafts").where("id", "=", id).execute();
}

/** Other drafts of the same article, of whomever. */
export async function hasOtherDrafts(
  db: Database,
  { id, assetId }: { id: number; assetId: number },
): Promise<boolean> {
  const row = await db
    .selectFrom("article_drafts")
    .select("id")
    .where("asset_id", "=", assetId)
    .where("id", "!=", id)
    .executeTakeFirst();
  return row !== undefined;
}
