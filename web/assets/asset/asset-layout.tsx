import { Outlet } from "@tanstack/react-router";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { AssetHeader, AssetHeaderLoading } from "./asset-header.tsx";
import { AssetProvider, useAssetAddress } from "./use-asset.ts";

/** Header and tabs of an asset, and below them the page of the tab. */
export function AssetLayout() {
  const params = useAssetAddress();
  const { data: asset, error, refetch } = useCall("assets.get-asset", { params });
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
