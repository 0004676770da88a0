import { Button, Drawer } from "@mantine/core";
import { useDisclosure, useLocalStorage } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AssetKind } from "#contract/kinds.ts";
import { listOptions } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { formatExact } from "../../ui/format.ts";
import { LoadMore } from "../../ui/load-more.tsx";
import type { AssetView } from "../cards/asset-list.tsx";
import { CorrectionNote } from "./correction-note.tsx";
import { FilterPanel } from "./filter-panel.tsx";
import classes from "./list.module.css";
import { ListResults } from "./list-results.tsx";
import {
  countFilters,
  toAssetQuery,
  useListSearch,
  withoutFilters,
  withWords,
} from "./list-search.ts";
import { ListSummary } from "./list-summary.tsx";
import { ListToolbar } from "./list-toolbar.tsx";

type ListViewProps = {
  /** All kinds without it. */
  kind: AssetKind | undefined;
  /** Of the field for words; undefined where the page has one of its own. */
  placeholder: string | undefined;
};

/** Filters, order and results; of one kind, or of all. Its state is the page's address. */
export function ListView({ kind, placeholder }: ListViewProps) {
  const { t, i18n } = useTranslation(["assets", "app", "finding"]);
  const { search, change } = useListSearch();
  const [view, setView] = useLocalStorage<AssetView>({
    key: "gallery.list-view",
    defaultValue: "grid",
    getInitialValueInEffect: false,
  });
  const [isDrawerOpen, drawer] = useDisclosure(false);
  const results = useInfiniteQuery({
    ...listOptions("assets.search-assets", { query: toAssetQuery(search, kind) }),
    placeholderData: keepPreviousData,
  });
  const first = results.data?.pages[0];
  const panel = (
    <FilterPanel kind={kind} facets={first?.facets} search={search} onChange={change} />
  );
  return (
    <div className={classes.layout}>
      <aside className={classes.side} aria-label={t("filters.title")}>
        {panel}
      </aside>
      <Drawer opened={isDrawerOpen} onClose={drawer.close} title={t("filters.title")} size="18rem">
        {panel}
        <div className={classes.drawerEnd}>
          {countFilters(search) > 0 ? (
            <Button variant="default" onClick={() => change(withoutFilters(search))}>
              {t("filters.clear")}
            </Button>
          ) : null}
          <Button className={classes.drawerDone} onClick={drawer.close}>
            {first
              ? t(first.total.isExact ? "finding:show" : "finding:showAbout", {
                  count: first.total.value,
                  shown: formatExact(first.total.value, i18n.language),
                })
              : t("app:close")}
          </Button>
        </div>
      </Drawer>
      <section>
        <ListToolbar
          search={search}
          onChange={change}
          view={view}
          onView={setView}
          onFilters={drawer.open}
          placeholder={placeholder}
        />
        <ListSummary kind={kind} total={first?.total} search={search} onChange={change} />
        <CorrectionNote
          correction={first?.correction}
          words={search.q}
          onWords={(words) => change(withWords(search, words))}
        />
        {results.error ? (
          <ErrorState error={results.error} onRetry={() => void results.refetch()} />
        ) : (
          <div className={classes.results} data-stale={results.isPlaceholderData || undefined}>
            <ListResults
              kind={kind}
              assets={results.data?.pages.flatMap((page) => page.items)}
              search={search}
              onChange={change}
              view={view}
            />
            <LoadMore {...results} />
          </div>
        )}
      </section>
    </div>
  );
}
