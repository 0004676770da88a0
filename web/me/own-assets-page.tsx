import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconPlus, IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useLocation, useNavigate, useRouteContext, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListingState } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { useListCall } from "../app/gallery.ts";
import { oneOf, type SearchParams, stringifySearch } from "../app/search-params.ts";
import { AssetListLoading } from "../assets/cards/asset-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../ui/page.tsx";
import classes from "./me.module.css";
import { OwnAssetRow } from "./own-asset-row.tsx";

const STATES = [
  "draft",
  "publishing",
  "publish-failed",
  "in-review",
  "rejected",
  "published",
  "unlisted",
] as const satisfies ListingState[];

/** ACC-9: what one made, whatever its state; words and state are in the address. */
export function OwnAssetsPage() {
  const { t } = useTranslation(["me", "app"]);
  const { kind } = useRouteContext({ strict: false }) as { kind?: AssetKind };
  const title = kind ? t(`app:kindPlurals.${kind}`) : t("all");
  usePageTitle(`${title} · ${t("app:myGallery")}`);
  const created = kind ?? "model";
  return (
    <>
      <PageHeader
        title={title}
        actions={
          <Button
            component={PageLink}
            href={`/new?kind=${created}`}
            leftSection={<IconPlus size={16} />}
          >
            {t("app:newKind", { kind: t(`app:kinds.${created}`) })}
          </Button>
        }
      />
      <OwnAssets key={kind ?? "all"} kind={kind} />
    </>
  );
}

function OwnAssets({ kind }: { kind: AssetKind | undefined }) {
  const { t } = useTranslation("me");
  const search = useSearch({ strict: false }) as SearchParams;
  const q = oneOf(search.q) ?? "";
  const state = STATES.find((each) => each === search.state);
  const assets = useListCall("assets.list-own-assets", {
    query: { ...(kind && { kind }), ...(state && { state }), ...(q && { q }) },
  });
  const shown = assets.data?.pages.flatMap((page) => page.items);
  const isFiltered = q !== "" || state !== undefined;
  return (
    <>
      <Filters q={q} state={state} />
      {assets.error ? (
        <ErrorState error={assets.error} onRetry={() => void assets.refetch()} />
      ) : null}
      {!shown && !assets.error ? <AssetListLoading view="rows" /> : null}
      {shown?.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? "noMatch" : "none")}
          description={t(isFiltered ? "noMatchText" : "noneText")}
          {...(isFiltered ? { icon: IconSearchOff } : {})}
        />
      ) : null}
      {shown && shown.length > 0 ? (
        <ul className={classes.rows}>
          {shown.map((asset) => (
            <OwnAssetRow key={asset.id} asset={asset} />
          ))}
        </ul>
      ) : null}
      <LoadMore {...assets} />
    </>
  );
}

function Filters({ q, state }: { q: string; state: ListingState | undefined }) {
  const { t } = useTranslation(["me", "assets"]);
  const navigate = useNavigate();
  const [words, setWords] = useState(q);
  const { pathname } = useLocation();
  const change = (next: { q?: string; state?: string | undefined }) => {
    const href = pathname + stringifySearch({ q, state, ...next });
    void navigate({ href, replace: true, resetScroll: false });
  };
  const search = useDebouncedCallback((next: string) => change({ q: next.trim() }), 250);
  return (
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
      <Select
        aria-label={t("state")}
        placeholder={t("anyState")}
        data={STATES.map((each) => ({ value: each, label: t(`assets:states.${each}`) }))}
        value={state ?? null}
        onChange={(chosen) => change({ state: chosen ?? undefined })}
        clearable
        w={170}
      />
    </div>
  );
}
