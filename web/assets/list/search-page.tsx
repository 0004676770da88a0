import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ASSET_KINDS } from "#contract/kinds.ts";
import { MAIN_KINDS, MORE_KINDS } from "../../app/layout/navigation.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { Page, PageHeader, usePageTitle } from "../../ui/page.tsx";
import classes from "./list.module.css";
import { ListView } from "./list-view.tsx";

/** `/search?q=…`: over every kind, or narrowed to one. */
export function SearchPage() {
  const { t } = useTranslation(["assets", "app"]);
  const params = useSearch({ strict: false }) as SearchParams;
  const kind = ASSET_KINDS.find((known) => known === oneOf(params.kind));
  const q = oneOf(params.q);
  usePageTitle(q ? t("searchTitleFor", { q }) : t("searchTitle"));
  const kinds = [undefined, ...MAIN_KINDS, ...MORE_KINDS];
  return (
    <Page>
      <PageHeader title={t("searchTitle")} />
      <nav className={classes.kinds} aria-label={t("kind")}>
        {kinds.map((each) => (
          <PageLink
            key={each ?? "all"}
            href={`/search${stringifySearch({ q, kind: each })}`}
            className={classes.kind}
            data-chosen={each === kind || undefined}
          >
            {each ? t(`app:kindPlurals.${each}`) : t("allKinds")}
          </PageLink>
        ))}
      </nav>
      <ListView kind={kind} placeholder={t("app:searchEverything")} isMainSearch />
    </Page>
  );
}
