import { Skeleton } from "@mantine/core";
import { IconCloudUp, IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Transfer, TransferState } from "#contract/repositories/transfer.ts";
import { assetHref } from "../../app/addresses.ts";
import { listOptions } from "../../app/gallery.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { Chips } from "../../ui/chips.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { FindField } from "../../ui/find-field.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { lookAgainMs } from "../transfers/look-again.ts";
import { TransferRow } from "../transfers/transfer-row.tsx";
import classes from "../transfers/transfers.module.css";
import { type TransferMoves, useDeliveryMoves } from "../transfers/use-transfer-moves.ts";

const STATES = ["queued", "running", "done", "failed", "cancelled"] as const;

type Search = { q: string; state: TransferState | undefined };
const hrefOf = (search: Search) => `/me/downloads${stringifySearch(search)}`;

/** `/me/downloads` (DIS-9, ACC-9): what one had delivered; state and words are in the address. */
export function DownloadsPage() {
  const { t } = useTranslation(["buckets", "problems"]);
  const params = useSearch({ strict: false }) as SearchParams;
  const q = oneOf(params.q) ?? "";
  const state = STATES.find((each) => each === oneOf(params.state));
  usePageTitle(t("downloads"));
  return (
    <>
      <PageHeader title={t("downloads")} description={t("downloadsText")} />
      <DownloadList q={q} state={state} />
    </>
  );
}

function DownloadList({ q, state }: Search) {
  const { t } = useTranslation("buckets");
  const moves = useDeliveryMoves();
  const query = { ...(q && { q }), ...(state && { state }) };
  const list = useInfiniteQuery({
    ...listOptions("repositories.list-deliveries", { query }),
    refetchInterval: ({ state: { data } }) => lookAgainMs(data?.pages),
  });
  const shown = list.data?.pages.flatMap((page) => page.items);
  const isFiltered = q !== "" || state !== undefined;
  return (
    <>
      <DownloadFilters search={{ q, state }} counts={list.data?.pages[0]?.counts} />
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : shown === undefined ? (
        <Skeleton height={130} radius="lg" />
      ) : shown.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? "noDownloadMatches" : "noDownloads")}
          description={t(isFiltered ? "noDownloadMatchesText" : "noDownloadsText")}
          icon={isFiltered ? IconSearchOff : IconCloudUp}
        />
      ) : (
        <ul className={classes.list}>
          {shown.map((transfer) => (
            <DeliveryRow key={transfer.id} transfer={transfer} moves={moves} />
          ))}
        </ul>
      )}
      <LoadMore {...list} />
    </>
  );
}

type DownloadFiltersProps = {
  search: Search;
  /** Undefined while on the way. */
  counts: Partial<Record<TransferState, number>> | undefined;
};

/** Once there is something to narrow. */
function DownloadFilters({ search, counts = {} }: DownloadFiltersProps) {
  const { t } = useTranslation("buckets");
  const navigate = useNavigate();
  const { q, state } = search;
  const states = STATES.filter((each) => each === state || (counts[each] ?? 0) > 0);
  if (states.length === 0 && q === "") return null;
  const chips = states.map((each) => ({
    key: each,
    label: t(`states.${each}`),
    href: hrefOf({ q, state: each }),
    isChosen: each === state,
    count: counts[each] ?? 0,
  }));
  const any = {
    key: "any",
    label: t("anyState"),
    href: hrefOf({ q, state: undefined }),
    isChosen: state === undefined,
  };
  return (
    <>
      <div className={rows.toolbar}>
        <FindField
          label={t("findDownload")}
          value={q}
          onFind={(words) =>
            void navigate({
              href: hrefOf({ q: words, state }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      <Chips label={t("transferState")} chips={[any, ...chips]} />
    </>
  );
}

function DeliveryRow({ transfer, moves }: { transfer: Transfer; moves: TransferMoves }) {
  const { t } = useTranslation("buckets");
  const { revision, folder, commit } = transfer;
  return (
    <TransferRow transfer={transfer} moves={moves} title={<AssetName transfer={transfer} />}>
      <span>
        {t("revision")}: {revision}
        {commit === null ? null : <span className={classes.mono}> {commit.slice(0, 7)}</span>}
      </span>
      {folder === "" ? null : (
        <span>
          {t("folder")}: <span className={classes.mono}>{folder}</span>
        </span>
      )}
    </TransferRow>
  );
}

function AssetName({ transfer: { repository } }: { transfer: Transfer }) {
  const { t } = useTranslation("buckets");
  const { kind, fullName, isDeleted } = repository;
  if (isDeleted) return `${fullName} (${t("repositoryDeleted")})`;
  const [owner = "", name = ""] = fullName.split("/");
  return <PageLink href={assetHref({ kind, owner, name })}>{fullName}</PageLink>;
}
