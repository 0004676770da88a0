import { Skeleton } from "@mantine/core";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { AssetCard, AssetRow } from "./asset-card.tsx";
import classes from "./asset-card.module.css";

export type AssetView = "grid" | "rows";

type AssetListProps = { assets: AssetSummary[]; view?: AssetView; withKind?: boolean };

export function AssetList({ assets, view = "grid", withKind = true }: AssetListProps) {
  const Entry = view === "grid" ? AssetCard : AssetRow;
  return (
    <ul className={view === "grid" ? classes.grid : classes.rows}>
      {assets.map((asset) => (
        <li key={asset.id}>
          <Entry asset={asset} withKind={withKind} />
        </li>
      ))}
    </ul>
  );
}

/** As tall as what it stands for, so that nothing jumps. */
export function AssetListLoading({
  count = 6,
  view = "grid",
}: {
  count?: number;
  view?: AssetView;
}) {
  return (
    <div className={view === "grid" ? classes.grid : classes.rows} aria-busy="true">
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={view === "grid" ? 328 : 84} radius="lg" />
      ))}
    </div>
  );
}
