import { useParams, useRouteContext } from "@tanstack/react-router";
import { createContext, use } from "react";
import type { Asset } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import type { AssetKind } from "#contract/kinds.ts";

const AssetContext = createContext<Asset | null>(null);

/** Set by the layout of an asset's pages once the asset is known. */
export const AssetProvider = AssetContext.Provider;

/** The asset of this page, for everything below the asset's header. */
export function useAsset(): Asset {
  const asset = use(AssetContext);
  if (!asset) throw new Error("useAsset outside of an asset's pages");
  return asset;
}

/** Kind, owner and name as the page's address has them. */
export function useAssetAddress(): Address {
  const { owner = "", name = "" } = useParams({ strict: false }) as Partial<Record<string, string>>;
  const { kind } = useRouteContext({ strict: false }) as { kind: AssetKind };
  return { kind, owner, name };
}

/** Address of an asset as the API and app/addresses.ts take it. */
export function addressOf(asset: Pick<Asset, "kind" | "name" | "owner">): Address {
  return { kind: asset.kind, owner: asset.owner.name, name: asset.name };
}

/** Revision and path of `/tree/{revision}/{path}` and its like; the default branch without one. */
export function useRevisionAndPath(): { revision: string; path: string } {
  const { defaultBranch } = useAsset();
  const params = useParams({ strict: false }) as Partial<Record<string, string>>;
  return { revision: params.revision ?? defaultBranch, path: params._splat ?? "" };
}
