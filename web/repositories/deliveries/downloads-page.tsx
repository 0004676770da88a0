import { Skeleton } from "@mantine/core";
import { IconCloudUp } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Transfer } from "#contract/repositories/transfer.ts";
import { assetHref } from "../../app/addresses.ts";
import { listOptions } from "../../app/gallery.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { lookAgainMs } from "../transfers/look-again.ts";
import { TransferRow } from "../transfers/transfer-row.tsx";
import classes from "../transfers/transfers.module.css";
import { type TransferMoves, useDeliveryMoves } from "../transfers/use-transfer-moves.ts";

/** `/me/downloads` (DIS-9): what one had delivered to one's object storage. */
export function DownloadsPage() {
  const { t } = useTranslation(["buckets", "problems"]);
  usePageTitle(t("downloads"));
  return (
    <>
      <PageHeader title={t("downloads")} description={t("downloadsText")} />
      <DownloadList />
    </>
  );
}

function DownloadList() {
  const { t } = useTranslation("buckets");
  const moves = useDeliveryMoves();
  const list = useInfiniteQuery({
    ...listOptions("repositories.list-deliveries"),
    refetchInterval: ({ state }) => lookAgainMs(state.data?.pages),
  });
  const shown = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!shown) return <Skeleton height={130} radius="lg" />;
  if (shown.length === 0) {
    return (
      <EmptyState title={t("noDownloads")} description={t("noDownloadsText")} icon={IconCloudUp} />
    );
  }
  return (
    <>
      <ul className={classes.list}>
        {shown.map((transfer) => (
          <DeliveryRow key={transfer.id} transfer={transfer} moves={moves} />
        ))}
      </ul>
      <LoadMore {...list} />
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
