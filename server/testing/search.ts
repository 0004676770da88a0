import { sql } from "kysely";
import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import { ANONYMOUS, type SignedIn } from "../accounts/index.ts";
import { type Database, withTransaction } from "../platform/database/index.ts";
import { emptySettings } from "../assets/card/index.ts";
import { buildDocument } from "../assets/search/build-document.ts";
import { dictionaryWords } from "../assets/search/dictionary.ts";
import { facetValues } from "../assets/search/facet-values.ts";
import { findAssets } from "../assets/search/find-assets.ts";
import type { SearchRequest } from "../assets/search/search-request.ts";
import { upsertSearchRow } from "../assets/search/store/rows.ts";
import { addWords } from "../assets/search/store/words.ts";

/** The time of every search in the tests. */
export const NOW = new Date("2026-11-20T00:00:00.000Z");

/** A session of an account that acts for itself only. */
export function viewerOf(accountId: number, over: Partial<SignedIn> = {}): SignedIn {
  return {
    kind: "account",
    accountId,
    publicId: `p${accountId}`,
    name: `n${accountId}`,
    isAdmin: false,
    roles: new Map([[accountId, "owner"]]),
    credential: { kind: "session", sessionId: 1 },
    ...over,
  };
}

type AssetToMake = {
  name?: string;
  kind?: AssetKind;
  ownerId: number;
  settings?: Partial<CardSettings>;
  categoryPath?: string[];
  cardText?: string;
  isListed?: boolean;
  isPublic?: boolean;
  sharedWith?: number[];
  validUntil?: Date;
  downloads?: number;
  completeness?: number;
  updatedAt?: Date;
};

/** Makes assets with their search rows, as other words of the domain would. */
export function searchFixtures(db: Database) {
  let made = 0;

  async function aNamespace(kind: "user" | "organisation" = "user"): Promise<number> {
    made += 1;
    const name = `owner-${made}`;
    const { id } = await db
      .insertInto("namespaces")
      .values({ name, name_key: name, kind })
      .returning("id")
      .executeTakeFirstOrThrow();
    if (kind === "user") {
      await db
        .insertInto("accounts")
        .values({
          id,
          public_id: name,
          email: `${name}@example.com`,
          email_key: `${name}@example.com`,
        })
        .execute();
    }
    return id;
  }

  async function anAsset(asset: AssetToMake): Promise<number> {
    made += 1;
    const { name = `asset-${made}`, kind = "model", ownerId, isPublic = true } = asset;
    const settings = { ...emptySettings(), ...asset.settings };
    const updatedAt = asset.updatedAt ?? new Date(NOW.getTime() - made * 1000);
    return withTransaction(db, async (trx) => {
      const { id } = await trx
        .insertInto("repositories")
        .values({
          public_id: `r${made}`,
          namespace_id: ownerId,
          kind,
          name,
          name_key: name.toLowerCase(),
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      await trx
        .insertInto("assets")
        .values({
          id,
          title_zh: settings.titleZh,
          description: settings.description,
          licences: settings.licences,
          tasks: settings.tasks,
          languages: settings.languages,
          frameworks: settings.frameworks,
          tags: settings.tags,
          category_path: asset.categoryPath ?? [],
        })
        .execute();
      const grants = [ownerId, ...(asset.sharedWith ?? []), ...(isPublic ? [null] : [])];
      await trx
        .insertInto("repository_grants")
        .values(
          grants.map((namespaceId) => ({
            repository_id: id,
            namespace_id: namespaceId,
            right_level: namespaceId === ownerId ? 4 : 2,
            source:
              namespaceId === ownerId ? "owner" : namespaceId === null ? "visibility" : "share",
            valid_until: namespaceId === ownerId ? null : (asset.validUntil ?? null),
          })),
        )
        .execute();
      const texts = { name, ownerName: "owner", ownerNickname: "", settings };
      const { isListed = true } = asset;
      await upsertSearchRow(trx, {
        assetId: id,
        document: buildDocument({
          ...texts,
          kind,
          settings,
          categoryPath: asset.categoryPath ?? [],
          hubTags: settings.licences.map((licence) => `license:${licence}`),
          cardText: asset.cardText ?? "",
          isOfficial: false,
          isFeatured: false,
          isGated: false,
        }),
        facets: facetValues({ settings, categoryPath: asset.categoryPath ?? [] }),
        kind,
        namespaceId: ownerId,
        isListed,
        isPublic,
        completeness: asset.completeness ?? 50,
        publishedAt: NOW,
        updatedAt,
      });
      if (isListed && isPublic) await addWords(trx, dictionaryWords(texts));
      await trx
        .updateTable("asset_ranks")
        .set({ downloads: asset.downloads ?? 0, trending: asset.downloads ?? 0 })
        .where("asset_id", "=", id)
        .execute();
      return id;
    });
  }

  function find(over: Partial<SearchRequest> = {}) {
    return findAssets(db, { viewer: ANONYMOUS, limit: 50, now: NOW, ...over });
  }

  async function clear() {
    await sql`truncate asset_search, repositories, search_words cascade`.execute(db);
  }

  return { aNamespace, anAsset, find, clear };
}
