import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Asset } from "#contract/assets/asset.ts";
import { assetHref } from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { AssetHeader, AssetHeaderLoading } from "./asset-header.tsx";
import { addressOf, AssetProvider, useAssetAddress } from "./use-asset.ts";
import { useNotedView } from "./use-noted-view.ts";

/** Header and tabs of an asset, and below them the page of the tab. */
export function AssetLayout() {
  const params = useAssetAddress();
  const { data: asset, error, refetch } = useCall("assets.get-asset", { params });
  useTrueAddress(asset);
  useNotedView(asset);
  if (error && !asset) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Page>
      {asset ? (
        <AssetProvider value={asset}>
          <AssetHeader asset={asset} />
          <Outlet />
        </AssetProvider>
      ) : (
        <AssetHeaderLoading />
      )}
    </Page>
  );
}

/** After a rename, a move or another spelling the address in the bar becomes the asset's own. */
function useTrueAddress(asset: Asset | undefined): void {
  const asked = assetHref(useAssetAddress());
  const own = asset && assetHref(addressOf(asset));
  const navigate = useNavigate();
  const here = useLocation({ select: (location) => location.href });
  useEffect(() => {
    if (own === undefined || own === asked || !here.startsWith(asked)) return;
    void navigate({ href: own + here.slice(asked.length), replace: true });
  }, [own, asked, here, navigate]);
}
