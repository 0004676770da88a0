import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconHeart, IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ASSET_KINDS } from "#contract/kinds.ts";
import { useCall, useListCall } from "../app/gallery.ts";
import { oneOf, type SearchParams, stringifySearch } from "../app/search-params.ts";
import { AssetList, AssetListLoading } from "../assets/cards/asset-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../ui/page.tsx";
import { Count } from "../ui/values.tsx";
import { shownKinds } from "./counts.ts";
import classes from "./me.module.css";

/** DIS-3: one's favourites, all or of one kind. */
export function FavouritesPage() {
  const { t } = useTranslation(["me", "app"]);
  const search = useSearch({ strict: false }) as SearchParams;
  const q = oneOf(search.q) ?? "";
  const kind = ASSET_KINDS.find((each) => each === oneOf(search.kind));
  const favourites = useListCall("assets.list-favourites", {
    query: { limit: 24, ...(kind && { kind }), ...(q && { q }) },
  });
  usePageTitle(`${t("favourites")} · ${t("app:myGallery")}`);
  const shown = favourites.data?.pages.flatMap((page) => page.items);
  const isFiltered = q !== "" || kind !== undefined;
  return (
    <>
      <PageHeader title={t("favourites")} />
      <FavouriteFilters q={q} kind={kind} />
      {favourites.error ? (
        <ErrorState error={favourites.error} onRetry={() => void favourites.refetch()} />
      ) : null}
      {!shown && !favourites.error ? <AssetListLoading /> : null}
      {shown?.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? "noMatch" : "noFavourites")}
          description={t(isFiltered ? "noMatchText" : "noFavouritesText")}
          icon={isFiltered ? IconSearchOff : IconHeart}
        >
          {isFiltered ? null : (
            <Button component={PageLink} href="/models" variant="default">
              {t("browse")}
            </Button>
          )}
        </EmptyState>
      ) : null}
      {shown && shown.length > 0 ? <AssetList assets={shown} withKind={!kind} /> : null}
      <LoadMore {...favourites} />
    </>
  );
}

type FilterProps = { q: string; kind: (typeof ASSET_KINDS)[number] | undefined };

function FavouriteFilters({ q, kind }: FilterProps) {
  const { t } = useTranslation(["me", "app", "assets"]);
  const navigate = useNavigate();
  const [words, setWords] = useState(q);
  const { data: counts = {} } = useCall("assets.count-favourites");
  const search = useDebouncedCallback((next: string) => {
    const href = `/me/favourites${stringifySearch({ kind, q: next.trim() })}`;
    void navigate({ href, replace: true, resetScroll: false });
  }, 250);
  return (
    <>
      <nav className={classes.kinds} aria-label={t("assets:kind")}>
        {[undefined, ...shownKinds(counts, [])].map((each) => (
          <PageLink
            key={each ?? "all"}
            href={`/me/favourites${stringifySearch({ kind: each, q })}`}
            className={classes.kind}
            data-chosen={each === kind || undefined}
          >
            {each ? t(`app:kindPlurals.${each}`) : t("assets:allKinds")}{" "}
            {each ? <Count value={counts[each] ?? 0} /> : null}
          </PageLink>
        ))}
      </nav>
      <div className={classes.toolbar}>
        <TextInput
          className={classes.words ?? ""}
          aria-label={t("find")}
          placeholder={t("find")}
          leftSection={<IconSearch size={16} />}
          value={words}
          maxLength={200}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            search(event.currentTarget.value);
          }}
        />
      </div>
    </>
  );
}
