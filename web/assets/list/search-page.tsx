import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ASSET_KINDS, type AssetKind } from "#contract/kinds.ts";
import { MAIN_KINDS, MORE_KINDS } from "../../app/layout/navigation.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { Page, PageHeader, usePageTitle } from "../../ui/page.tsx";
import { countFilters, useListSearch, withWords } from "./list-search.ts";
import classes from "./list.module.css";
import { ListView } from "./list-view.tsx";
import { SearchOverview } from "./search-overview.tsx";
import { WordsField } from "./words-field.tsx";

const KINDS: readonly AssetKind[] = [...MAIN_KINDS, ...MORE_KINDS];
/** In one list, whatever their kind: what `kind` says for that. */
const MIXED = "all";

/** `/search?q=…`: the best of every kind, one list over all of them, or the list of one kind. */
export function SearchPage() {
  const { t } = useTranslation(["assets", "app", "finding"]);
  const params = useSearch({ strict: false }) as SearchParams;
  const { search, change } = useListSearch();
  const { q } = search;
  const asked = oneOf(params.kind);
  const kind = ASSET_KINDS.find((known) => known === asked);
  const isOverview =
    q !== "" && asked === undefined && countFilters(search) === 0 && search.sort === "relevance";
  usePageTitle(q ? t("searchTitleFor", { q }) : t("searchTitle"));
  const chosen = isOverview ? undefined : (kind ?? MIXED);
  const kinds = [...(q === "" ? [] : [undefined]), MIXED, ...KINDS] as const;
  return (
    <Page>
      <PageHeader title={t("searchTitle")} />
      <WordsField
        search={search}
        onChange={change}
        placeholder={t("app:searchEverything")}
        isMainSearch
      />
      <nav className={classes.kinds} aria-label={t("kind")}>
        {kinds.map((each) => (
          <PageLink
            key={each ?? "overview"}
            href={`/search${stringifySearch({ q, kind: each === MIXED && q === "" ? undefined : each })}`}
            className={classes.kind}
            data-chosen={each === chosen || undefined}
          >
            {each === undefined ? t("finding:overview") : null}
            {each === MIXED ? t("allKinds") : null}
            {each === undefined || each === MIXED ? null : t(`app:kindPlurals.${each}`)}
          </PageLink>
        ))}
      </nav>
      {isOverview ? (
        <SearchOverview words={q} onWords={(words) => change(withWords(search, words))} />
      ) : (
        <ListView key={kind} kind={kind} placeholder={undefined} />
      )}
    </Page>
  );
}
