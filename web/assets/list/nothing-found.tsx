import { Button } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { IconSearchOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AssetKind } from "#contract/kinds.ts";
import { searchHref } from "../../app/addresses.ts";
import { callOptions } from "../../app/gallery.ts";
import { CREATABLE_KINDS } from "../../app/layout/navigation.ts";
import { useAccount } from "../../app/session.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatExact } from "../../ui/format.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { countFilters, type ListSearch, toAssetQuery, withoutFilters } from "./list-search.ts";
import { type WiderSearch, widerSearches } from "./wider-searches.ts";

type NothingFoundProps = {
  kind: AssetKind | undefined;
  search: ListSearch;
  onChange: (search: ListSearch) => void;
};

/** Offers what would find more: one condition less, other kinds, or the first asset of this kind. */
export function NothingFound({ kind, search, onChange }: NothingFoundProps) {
  const { t } = useTranslation(["assets", "finding"]);
  const hasFilters = countFilters(search) > 0;
  if (search.q === "" && !hasFilters) return <NothingYet kind={kind} />;
  return (
    <EmptyState
      title={t("empty.noMatch")}
      description={t("empty.noMatchText")}
      icon={IconSearchOff}
    >
      <WiderSearches kind={kind} search={search} onChange={onChange} />
      {countFilters(search) > 1 ? (
        <Button variant="default" onClick={() => onChange(withoutFilters(search))}>
          {t("filters.clear")}
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

function NothingYet({ kind }: Pick<NothingFoundProps, "kind">) {
  const { t } = useTranslation(["assets", "app"]);
  const account = useAccount();
  const canBeCreated = kind && CREATABLE_KINDS.some((creatable) => creatable === kind);
  return (
    <EmptyState
      title={t("empty.none", { kinds: t(kind ? `app:kindPlurals.${kind}` : "empty.assets") })}
      description={t("empty.noneText")}
    >
      {account && canBeCreated ? (
        <Button component={PageLink} href={`/new?kind=${kind}`}>
          {t("app:newKind", { kind: t(`app:kinds.${kind}`) })}
        </Button>
      ) : null}
    </EmptyState>
  );
}

/** What each condition hides, counted; those that hide nothing alone are not offered. */
function WiderSearches({ kind, search, onChange }: NothingFoundProps) {
  const wider = widerSearches(search);
  const counted = useQueries({
    queries: wider.map((each) =>
      callOptions("assets.search-assets", {
        query: { ...toAssetQuery(each.search, kind), limit: 1 },
      }),
    ),
  });
  return wider.map((each, at) => {
    const total = counted[at]?.data?.total;
    return total && total.value > 0 ? (
      <WiderButton
        key={each.without}
        wider={each}
        total={total}
        onClick={() => onChange(each.search)}
      />
    ) : null;
  });
}

type WiderButtonProps = {
  wider: WiderSearch;
  total: { value: number; isExact: boolean };
  onClick: () => void;
};

function WiderButton({ wider: { without }, total, onClick }: WiderButtonProps) {
  const { t, i18n } = useTranslation(["finding", "assets"]);
  const name = without === "words" ? t("widen.words") : t(`assets:filters.${without}`);
  const count = formatExact(total.value, i18n.language);
  return (
    <Button variant="default" onClick={onClick}>
      {t("widen.without", { name, count: total.isExact ? count : t("widen.about", { count }) })}
    </Button>
  );
}
