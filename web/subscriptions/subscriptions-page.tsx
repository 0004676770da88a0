import { Button } from "@mantine/core";
import { IconBookmark, IconSearchOff } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { SubscriptionState } from "#contract/subscriptions/subscription.ts";
import { ASSET_KINDS } from "#contract/kinds.ts";
import { useListCall } from "../app/gallery.ts";
import { oneOf, type SearchParams } from "../app/search-params.ts";
import { AssetListLoading } from "../assets/cards/asset-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../ui/page.tsx";
import rows from "../ui/rows.module.css";
import { SubscriptionFilters } from "./subscription-filters.tsx";
import { SubscriptionRow } from "./subscription-row.tsx";

const STATES = ["active", "cancelled", "expired"] as const satisfies SubscriptionState[];

/** ACC-9: what one subscribes to, with what is left of it; filters are in the address. */
export function SubscriptionsPage() {
  const { t } = useTranslation(["subscriptions", "app"]);
  const search = useSearch({ strict: false }) as SearchParams;
  const q = oneOf(search.q) ?? "";
  const kind = ASSET_KINDS.find((each) => each === oneOf(search.kind));
  const state = STATES.find((each) => each === oneOf(search.state));
  const list = useListCall("subscriptions.list-subscriptions", {
    query: { ...(kind && { kind }), ...(state && { state }), ...(q && { q }) },
  });
  usePageTitle(`${t("mine.title")} · ${t("app:myGallery")}`);
  const shown = list.data?.pages.flatMap((page) => page.items);
  const isFiltered = q !== "" || kind !== undefined || state !== undefined;
  return (
    <>
      <PageHeader title={t("mine.title")} />
      <SubscriptionFilters search={{ q, kind, state }} counts={list.data?.pages[0]?.counts} />
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : shown === undefined ? (
        <AssetListLoading view="rows" />
      ) : shown.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? "mine.noMatch" : "mine.none")}
          description={t(isFiltered ? "mine.noMatchText" : "mine.noneText")}
          icon={isFiltered ? IconSearchOff : IconBookmark}
        >
          {isFiltered ? null : (
            <Button component={PageLink} href="/models" variant="default">
              {t("mine.browse")}
            </Button>
          )}
        </EmptyState>
      ) : (
        <ul className={rows.rows}>
          {shown.map((subscription) => (
            <SubscriptionRow key={subscription.id} subscription={subscription} />
          ))}
        </ul>
      )}
      <LoadMore {...list} />
    </>
  );
}
