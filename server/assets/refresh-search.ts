import type { AssetKind } from "#contract/fields.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { cardTags, type Metadata } from "./card/index.ts";
import { settingsOf } from "./present-asset.ts";
import { buildDocument } from "./search/build-document.ts";
import { cardCompleteness } from "./search/completeness.ts";
import { dictionaryWords } from "./search/dictionary.ts";
import { facetValues } from "./search/facet-values.ts";
import { upsertSearchRow } from "./search/store/rows.ts";
import { addWords } from "./search/store/words.ts";
import { getAssetRow, getCardText } from "./store/assets.ts";

/** Writes the search row of an asset anew, in the transaction that changed what it is found by. */
export async function refreshSearch(trx: DatabaseTransaction, assetId: number): Promise<void> {
  const row = await getAssetRow(trx, assetId, null);
  const kind = row.kind as AssetKind;
  const settings = settingsOf(row);
  const metadata = row.card_metadata as Metadata;
  const cardText = await getCardText(trx, assetId);
  const texts = {
    name: row.name,
    ownerName: row.owner_name,
    ownerNickname: row.owner.nickname,
    settings,
  };
  const isListed = row.listing_state === "published";
  const isPublic = row.visibility === "public" && row.listing_state !== "unlisted";
  await upsertSearchRow(trx, {
    assetId,
    document: buildDocument({
      ...texts,
      kind,
      settings,
      categoryPath: row.category_path,
      hubTags: cardTags({ kind, settings, metadata }),
      cardText,
      isOfficial: row.is_official,
      isFeatured: row.is_featured,
      isGated: row.gate !== "off" || row.needs_subscription,
    }),
    facets: facetValues({ settings, categoryPath: row.category_path }),
    kind,
    namespaceId: row.namespace_id,
    isListed,
    isPublic,
    completeness: cardCompleteness({ kind, settings, cardText }).percent,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
  });
  if (isListed && isPublic) await addWords(trx, dictionaryWords(texts));
}
