import { Button } from "@mantine/core";
import { IconSearchOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { searchHref } from "../../app/addresses.ts";
import { CREATABLE_KINDS } from "../../app/layout/navigation.ts";
import { useAccount } from "../../app/session.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { AssetList, AssetListLoading, type AssetView } from "../cards/asset-list.tsx";
import { countFilters, type ListSearch, withoutFilters } from "./list-search.ts";

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

function canBeCreated(kind: AssetKind): boolean {
  return CREATABLE_KINDS.some((creatable) => creatable === kind);
}

/** Offers what would find more: fewer filters, other kinds, or the first asset of this kind. */
function NothingFound({ kind, search, onChange }: Omit<ListResultsProps, "assets" | "view">) {
  const { t } = useTranslation(["assets", "app"]);
  const account = useAccount();
  const hasFilters = countFilters(search) > 0;
  if (search.q === "" && !hasFilters) {
    return (
      <EmptyState
        title={t("empty.none", { kinds: t(kind ? `app:kindPlurals.${kind}` : "empty.assets") })}
        description={t("empty.noneText")}
      >
        {account && kind && canBeCreated(kind) ? (
          <Button component={PageLink} href={`/new?kind=${kind}`}>
            {t("app:newKind", { kind: t(`app:kinds.${kind}`) })}
          </Button>
        ) : null}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t("empty.noMatch")}
      description={t("empty.noMatchText")}
      icon={IconSearchOff}
    >
      {hasFilters ? (
        <Button variant="default" onClick={() => onChange(withoutFilters(search))}>
          {t("filters.clear")}
        </Button>
      ) : null}
      {search.q !== "" ? (
        <Button variant="default" onClick={() => onChange({ ...search, q: "", sort: "trending" })}>
          {t("empty.dropWords")}
        </Button>
      ) : null}
      {kind && search.q !== "" ? (
        <Button component={PageLink} href={searchHref(search.q)} variant="default">
          {t("empty.allKinds")}
        </Button>
      ) : null}
    </EmptyState>
  );
}
