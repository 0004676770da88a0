import { Button } from "@mantine/core";
import { IconPencil, IconPlus, IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLocation, useNavigate, useRouteContext, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListingState } from "#contract/assets/asset.ts";
import type { OwnAsset, StateCounts } from "#contract/assets/own.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { listOptions } from "../app/gallery.ts";
import { CREATABLE_KINDS } from "../app/layout/navigation.ts";
import { oneOf, type SearchParams, stringifySearch } from "../app/search-params.ts";
import { AssetListLoading } from "../assets/cards/asset-list.tsx";
import { Chips } from "../ui/chips.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { FindField } from "../ui/find-field.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../ui/page.tsx";
import rows from "../ui/rows.module.css";
import { sumOf } from "./counts.ts";
import { type ChosenAction, OwnAssetAction } from "./own-asset-action.tsx";
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

/** How soon the list is looked at again while checks run that nobody waits for elsewhere. */
const LOOK_MS = 1500;

function isMoving(pages: readonly { items: readonly OwnAsset[] }[] | undefined): boolean {
  return pages?.some(({ items }) => items.some(({ state }) => state === "publishing")) ?? false;
}

/** ACC-9: what one made, whatever its state; words and state are in the address. */
export function OwnAssetsPage() {
  const { t } = useTranslation(["me", "app"]);
  const { kind } = useRouteContext({ strict: false }) as { kind?: AssetKind };
  const title = kind ? t(`app:kindPlurals.${kind}`) : t("all");
  usePageTitle(`${title} · ${t("app:myGallery")}`);
  return (
    <>
      <PageHeader title={title} actions={<CreateButton kind={kind ?? "model"} />} />
      <OwnAssets key={kind ?? "all"} kind={kind} />
    </>
  );
}

/** Only for kinds that people make; articles have their own editor. */
function CreateButton({ kind }: { kind: AssetKind }) {
  const { t } = useTranslation(["app", "me"]);
  if (kind === "article") {
    return (
      <Button
        component={PageLink}
        href="/new/article"
        leftSection={<IconPencil size={16} aria-hidden="true" />}
      >
        {t("me:writeArticle")}
      </Button>
    );
  }
  if (!CREATABLE_KINDS.some((each) => each === kind)) return null;
  return (
    <Button
      component={PageLink}
      href={`/new?kind=${kind}`}
      leftSection={<IconPlus size={16} aria-hidden="true" />}
    >
      {t("newKind", { kind: t(`kinds.${kind}`) })}
    </Button>
  );
}

function OwnAssets({ kind }: { kind: AssetKind | undefined }) {
  const { t } = useTranslation("me");
  const search = useSearch({ strict: false }) as SearchParams;
  const q = oneOf(search.q) ?? "";
  const state = STATES.find((each) => each === oneOf(search.state));
  const [chosen, setChosen] = useState<ChosenAction | null>(null);
  const assets = useInfiniteQuery({
    ...listOptions("assets.list-own-assets", {
      query: { ...(kind && { kind }), ...(state && { state }), ...(q && { q }) },
    }),
    refetchInterval: ({ state: { data } }) => (isMoving(data?.pages) ? LOOK_MS : false),
  });
  const shown = assets.data?.pages.flatMap((page) => page.items);
  const isFiltered = q !== "" || state !== undefined;
  return (
    <>
      <Filters q={q} state={state} counts={assets.data?.pages[0]?.counts.states} />
      {assets.error ? (
        <ErrorState error={assets.error} onRetry={() => void assets.refetch()} />
      ) : shown === undefined ? (
        <AssetListLoading view="rows" />
      ) : shown.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? "noMatch" : "none")}
          description={t(isFiltered ? "noMatchText" : "noneText")}
          {...(isFiltered ? { icon: IconSearchOff } : {})}
        />
      ) : (
        <ul className={rows.rows}>
          {shown.map((asset) => (
            <OwnAssetRow
              key={asset.id}
              asset={asset}
              onAct={(action) => setChosen({ action, asset })}
            />
          ))}
        </ul>
      )}
      <LoadMore {...assets} />
      <OwnAssetAction chosen={chosen} onClose={() => setChosen(null)} />
    </>
  );
}

type FiltersProps = {
  q: string;
  state: ListingState | undefined;
  /** Undefined while on the way. */
  counts: StateCounts | undefined;
};

function Filters({ q, state, counts }: FiltersProps) {
  const { t } = useTranslation(["me", "assets"]);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const hrefOf = (next: { q?: string; state?: ListingState | undefined }) =>
    pathname + stringifySearch({ q, state, ...next });
  const states = STATES.filter((each) => each === state || (counts?.[each] ?? 0) > 0);
  return (
    <>
      <div className={rows.toolbar}>
        <FindField
          label={t("find")}
          value={q}
          onFind={(words) =>
            void navigate({ href: hrefOf({ q: words }), replace: true, resetScroll: false })
          }
        />
      </div>
      <Chips
        label={t("state")}
        chips={[
          {
            key: "any",
            label: t("anyState"),
            href: hrefOf({ state: undefined }),
            isChosen: state === undefined,
            count: counts && sumOf(counts),
          },
          ...states.map((each) => ({
            key: each,
            label: t(`assets:states.${each}`),
            href: hrefOf({ state: each }),
            isChosen: each === state,
            count: counts?.[each],
          })),
        ]}
      />
    </>
  );
}
