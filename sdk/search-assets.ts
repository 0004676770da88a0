import type { AssetSummary, Correction } from "#contract/assets/asset.ts";
import type { GalleryClient, InputOf } from "./client.ts";
import { listPages } from "./list-pages.ts";

type Query = NonNullable<InputOf<"assets.search-assets">["query"]>;

export type SearchAssetsOptions = {
  client: GalleryClient;
  /** Words, filters and order, as the endpoint `assets.search-assets` takes them. */
  query?: Omit<Query, "cursor">;
  signal?: AbortSignal | undefined;
  /** Hears, before the first asset comes, of other words that were searched for or would find more. */
  onCorrection?: (correction: Correction) => void;
};

/** Listed assets that match, best first. */
export function searchAssets(
  options: SearchAssetsOptions,
): AsyncGenerator<AssetSummary, void, undefined> {
  const { client, query = {}, signal, onCorrection } = options;
  return listPages(async (cursor) => {
    const page = await client.call(
      "assets.search-assets",
      { query: { ...query, ...(cursor === undefined ? {} : { cursor }) } },
      signal === undefined ? {} : { signal },
    );
    if (cursor === undefined && page.correction !== null) onCorrection?.(page.correction);
    return page;
  });
}
