import { Button } from "@mantine/core";
import { IconSearchOff } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Profile } from "#contract/accounts/account.ts";
import type { KindCounts } from "#contract/assets/own.ts";
import { ASSET_KINDS, type AssetKind } from "#contract/kinds.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { useListCall } from "../../app/gallery.ts";
import { CREATABLE_KINDS } from "../../app/layout/navigation.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { Chips } from "../../ui/chips.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { FindField } from "../../ui/find-field.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import rows from "../../ui/rows.module.css";
import { AssetList, AssetListLoading } from "../cards/asset-list.tsx";
import { FeedLink } from "../list/feed-link.tsx";

type Search = { kind: AssetKind | undefined; q: string };

/** What a person or organisation shares, by kind and by words; both are in the address. */
export function NamespaceAssets({ profile }: { profile: Profile }) {
  const { t } = useTranslation(["people", "app"]);
  const params = useSearch({ strict: false }) as SearchParams;
  const search: Search = {
    kind: ASSET_KINDS.find((known) => known === oneOf(params.kind)),
    q: oneOf(params.q) ?? "",
  };
  const { kind, q } = search;
  const assets = useListCall("assets.list-namespace-assets", {
    params: { owner: profile.name },
    query: { ...(kind && { kind }), ...(q && { q }) },
  });
  const shown = assets.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <Filters owner={profile.name} search={search} counts={assets.data?.pages[0]?.counts} />
      {assets.error ? (
        <ErrorState error={assets.error} onRetry={() => void assets.refetch()} />
      ) : shown === undefined ? (
        <AssetListLoading />
      ) : shown.length > 0 ? (
        <AssetList assets={shown} withKind={!kind} />
      ) : q === "" ? (
        <NothingShared profile={profile} kind={kind} />
      ) : (
        <EmptyState title={t("noMatch")} description={t("noMatchText")} icon={IconSearchOff} />
      )}
      <LoadMore {...assets} />
    </>
  );
}

type FiltersProps = { owner: string; search: Search; counts: KindCounts | undefined };

/** Kinds of which there is something, and the words. */
function Filters({ owner, search, counts = {} }: FiltersProps) {
  const { t } = useTranslation(["people", "app", "assets"]);
  const navigate = useNavigate();
  const hrefOf = (next: Partial<Search>) =>
    namespaceHref(owner) + stringifySearch({ ...search, ...next });
  const kinds = ASSET_KINDS.filter((each) => each === search.kind || (counts[each] ?? 0) > 0);
  const all = ASSET_KINDS.reduce((sum, each) => sum + (counts[each] ?? 0), 0);
  if (kinds.length === 0 && search.q === "") return null;
  return (
    <>
      <div className={rows.toolbar}>
        <FindField
          label={t("find")}
          value={search.q}
          onFind={(q) => void navigate({ href: hrefOf({ q }), replace: true, resetScroll: false })}
        />
        <FeedLink owner={owner} />
      </div>
      <Chips
        label={t("assets:kind")}
        chips={[
          {
            key: "all",
            label: t("assets:allKinds"),
            href: hrefOf({ kind: undefined }),
            isChosen: search.kind === undefined,
            count: all,
          },
          ...kinds.map((kind) => ({
            key: kind,
            label: t(`app:kindPlurals.${kind}`),
            href: hrefOf({ kind }),
            isChosen: kind === search.kind,
            count: counts[kind] ?? 0,
          })),
        ]}
      />
    </>
  );
}

/** With the way to change that, for who may. */
function NothingShared({ profile, kind = "model" }: { profile: Profile; kind?: Search["kind"] }) {
  const { t } = useTranslation(["people", "app"]);
  const isCreatable = CREATABLE_KINDS.some((each) => each === kind);
  return (
    <EmptyState title={t("nothing")} description={t("nothingText")}>
      {profile.abilities.createAsset && isCreatable ? (
        <Button component={PageLink} href={`/new?kind=${kind}&owner=${profile.name}`}>
          {t("app:newKind", { kind: t(`app:kinds.${kind}`) })}
        </Button>
      ) : null}
    </EmptyState>
  );
}
