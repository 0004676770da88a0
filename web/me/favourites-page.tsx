import { Button } from "@mantine/core";
import { IconHeart, IconSearchOff } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ListingState } from "#contract/assets/asset.ts";
import type { FilterCounts } from "#contract/assets/own.ts";
import { ASSET_KINDS, type AssetKind } from "#contract/kinds.ts";
import { useListCall } from "../app/gallery.ts";
import { oneOf, type SearchParams, stringifySearch } from "../app/search-params.ts";
import { AssetList, AssetListLoading } from "../assets/cards/asset-list.tsx";
import { type Chip, Chips } from "../ui/chips.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { FindField } from "../ui/find-field.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../ui/page.tsx";
import rows from "../ui/rows.module.css";
import { shownKinds, sumOf } from "./counts.ts";

/** A favourite is on the shelf, or one's own, or one's by subscription. */
const STATES = [
  "published",
  "unlisted",
  "in-review",
  "draft",
  "rejected",
] as const satisfies ListingState[];

type Search = { q: string; kind: AssetKind | undefined; state: ListingState | undefined };

/** DIS-3, ACC-9: one's favourites, by kind and state; filters are in the address. */
export function FavouritesPage() {
  const { t } = useTranslation(["me", "app"]);
  const params = useSearch({ strict: false }) as SearchParams;
  const search: Search = {
    q: oneOf(params.q) ?? "",
    kind: ASSET_KINDS.find((each) => each === oneOf(params.kind)),
    state: STATES.find((each) => each === oneOf(params.state)),
  };
  const { q, kind, state } = search;
  const favourites = useListCall("assets.list-favourites", {
    query: { limit: 24, ...(kind && { kind }), ...(state && { state }), ...(q && { q }) },
  });
  usePageTitle(`${t("favourites")} · ${t("app:myGallery")}`);
  const shown = favourites.data?.pages.flatMap((page) => page.items);
  const isFiltered = q !== "" || kind !== undefined || state !== undefined;
  return (
    <>
      <PageHeader title={t("favourites")} />
      <FavouriteFilters search={search} counts={favourites.data?.pages[0]?.counts} />
      {favourites.error ? (
        <ErrorState error={favourites.error} onRetry={() => void favourites.refetch()} />
      ) : shown === undefined ? (
        <AssetListLoading />
      ) : shown.length === 0 ? (
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
      ) : (
        <AssetList assets={shown} withKind={!kind} />
      )}
      <LoadMore {...favourites} />
    </>
  );
}

type FilterProps = { search: Search; counts: FilterCounts | undefined };
const hrefOf = (search: Search) => `/me/favourites${stringifySearch(search)}`;

function FavouriteFilters({ search, counts }: FilterProps) {
  const { t } = useTranslation(["me", "app", "assets"]);
  const navigate = useNavigate();
  const { kind } = search;
  const kinds = shownKinds(counts?.kinds ?? {}, kind ? [kind] : []);
  return (
    <>
      <Chips
        label={t("assets:kind")}
        chips={[undefined, ...kinds].map((each) => ({
          key: each ?? "all",
          label: each ? t(`app:kindPlurals.${each}`) : t("assets:allKinds"),
          href: hrefOf({ ...search, kind: each }),
          isChosen: each === kind,
          count: counts && (each ? (counts.kinds[each] ?? 0) : sumOf(counts.kinds)),
        }))}
      />
      <div className={rows.toolbar}>
        <FindField
          label={t("find")}
          value={search.q}
          onFind={(q) =>
            void navigate({ href: hrefOf({ ...search, q }), replace: true, resetScroll: false })
          }
        />
      </div>
      <StateChips search={search} counts={counts} />
    </>
  );
}

/** Only where there is a choice: most favourites are on the shelf. */
function StateChips({ search, counts }: FilterProps) {
  const { t } = useTranslation(["me", "assets"]);
  const states = STATES.filter((each) => each === search.state || (counts?.states[each] ?? 0) > 0);
  if (states.length < 2) return null;
  const chips: Chip[] = states.map((each) => ({
    key: each,
    label: t(`assets:states.${each}`),
    href: hrefOf({ ...search, state: each }),
    isChosen: each === search.state,
    count: counts?.states[each] ?? 0,
  }));
  const any = { ...search, state: undefined };
  return (
    <Chips
      label={t("state")}
      chips={[
        {
          key: "any",
          label: t("anyState"),
          href: hrefOf(any),
          isChosen: search.state === undefined,
        },
        ...chips,
      ]}
    />
  );
}
