import type { AssetSummary } from "#contract/assets/asset.ts";
import type { GalleryClient, InputOf } from "./client.ts";
import { listPages } from "./list-pages.ts";

type Query = NonNullable<InputOf<"assets.search-assets">["query"]>;

export type SearchAssetsOptions = {
  client: GalleryClient;
  /** Words, filters and order, as the endpoint `assets.search-assets` takes them. */
  query?: Omit<Query, "cursor">;
  signal?: AbortSignal | undefined;
};

/** Listed assets that match, best first. */
export function searchAssets(
  options: SearchAssetsOptions,
): AsyncGenerator<AssetSummary, void, undefined> {
  const { client, query = {}, signal } = options;
  return listPages((cursor) =>
    client.call(
      "assets.search-assets",
      { query: { ...query, ...(cursor === undefined ? {} : { cursor }) } },
      signal === undefined ? {} : { signal },
    ),
  );
}
