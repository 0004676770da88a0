import type { Asset } from "#contract/assets/asset.ts";
import { ASSET_KINDS } from "#contract/kinds.ts";
import { isProblem } from "#contract/problems.ts";
import type { GalleryClient } from "./client.ts";

export type FindAssetsOptions = {
  client: GalleryClient;
  owner: string;
  name: string;
  signal?: AbortSignal | undefined;
};

/** The assets called `owner/name`, at most one of each kind, in the order of the kinds. */
export async function findAssets(options: FindAssetsOptions): Promise<Asset[]> {
  const { client, owner, name, signal } = options;
  const found = await Promise.all(
    ASSET_KINDS.map(async (kind) => {
      try {
        const input = { params: { kind, owner, name } };
        return await client.call("assets.get-asset", input, signal === undefined ? {} : { signal });
      } catch (error) {
        if (isProblem(error, "not-found")) return undefined;
        throw error;
      }
    }),
  );
  return found.filter((asset) => asset !== undefined);
}
