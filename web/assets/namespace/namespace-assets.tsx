import { Button } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Profile } from "#contract/accounts/account.ts";
import { ASSET_KINDS } from "#contract/kinds.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { useListCall } from "../../app/gallery.ts";
import { MAIN_KINDS, MORE_KINDS } from "../../app/layout/navigation.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { AssetList, AssetListLoading } from "../cards/asset-list.tsx";
import listClasses from "../list/list.module.css";

/** What a person or organisation shares, all or of one kind. */
export function NamespaceAssets({ profile }: { profile: Profile }) {
  const { t } = useTranslation(["assets", "app"]);
  const params = useSearch({ strict: false }) as SearchParams;
  const kind = ASSET_KINDS.find((known) => known === oneOf(params.kind));
  const assets = useListCall("assets.list-namespace-assets", {
    params: { owner: profile.name },
    query: kind ? { kind } : {},
  });
  const shown = assets.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <nav className={listClasses.kinds} aria-label={t("kind")}>
        {[undefined, ...MAIN_KINDS, ...MORE_KINDS].map((each) => (
          <PageLink
            key={each ?? "all"}
            href={namespaceHref(profile.name) + stringifySearch({ kind: each })}
            className={listClasses.kind}
            data-chosen={each === kind || undefined}
          >
            {each ? t(`app:kindPlurals.${each}`) : t("allKinds")}
          </PageLink>
        ))}
      </nav>
      {assets.error ? (
        <ErrorState error={assets.error} onRetry={() => void assets.refetch()} />
      ) : null}
      {!shown && !assets.error ? <AssetListLoading /> : null}
      {shown?.length === 0 ? (
        <EmptyState title={t("namespace.nothing")} description={t("namespace.nothingText")}>
          {profile.abilities.createAsset ? (
            <Button
              component={PageLink}
              href={`/new?kind=${kind ?? "model"}&owner=${profile.name}`}
            >
              {t("app:newKind", { kind: t(`app:kinds.${kind ?? "model"}`) })}
            </Button>
          ) : null}
        </EmptyState>
      ) : null}
      {shown && shown.length > 0 ? <AssetList assets={shown} withKind={!kind} /> : null}
      <LoadMore {...assets} />
    </>
  );
}
