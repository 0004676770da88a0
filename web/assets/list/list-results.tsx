import type { AssetSummary } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { AssetList, AssetListLoading, type AssetView } from "../cards/asset-list.tsx";
import type { ListSearch } from "./list-search.ts";
import { NothingFound } from "./nothing-found.tsx";

type ListResultsProps = {
  kind: AssetKind | undefined;
  assets: AssetSummary[] | undefined;
  search: ListSearch;
  onChange: (search: ListSearch) => void;
  view: AssetView;
};

export function ListResults({ kind, assets, search, onChange, view }: ListResultsProps) {
  if (!assets) return <AssetListLoading count={12} view={view} />;
  if (assets.length === 0) return <NothingFound kind={kind} search={search} onChange={onChange} />;
  return <AssetList assets={assets} view={view} withKind={kind === undefined} />;
}
