import { Button, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCloudDown } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { problem } from "#contract/problems.ts";
import type { Transfer } from "#contract/repositories/transfer.ts";
import { revisionHref } from "../../app/addresses.ts";
import { listOptions } from "../../app/gallery.ts";
import { useSite } from "../../app/session.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { formatBytes, formatExact } from "../../ui/format.ts";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { lookAgainMs } from "../transfers/look-again.ts";
import { TransferRow } from "../transfers/transfer-row.tsx";
import classes from "../transfers/transfers.module.css";
import { type TransferMoves, useImportMoves } from "../transfers/use-transfer-moves.ts";
import { ImportDialog } from "./import-dialog.tsx";

/** `/imports`: what was brought into this repository from object storage, or is on its way. */
export function ImportsPage() {
  const { t } = useTranslation(["buckets", "problems"]);
  const asset = useAsset();
  const [isOpen, dialog] = useDisclosure(false);
  usePageTitle(t("importsOf", { name: asset.fullName }));
  if (!asset.abilities.write) return <ErrorState error={problem("forbidden")} />;
  return (
    <>
      <div className={classes.intro}>
        <div className={classes.introWords}>
          <h2 className={classes.introTitle}>{t("importFrom")}</h2>
          <p className={classes.introText}>
            {t("importsText")} <ImportLimits />
          </p>
        </div>
        <Button leftSection={<IconCloudDown size={16} />} onClick={dialog.open}>
          {t("importFrom")}
        </Button>
      </div>
      <ImportList />
      {isOpen ? <ImportDialog onClose={dialog.close} /> : null}
    </>
  );
}

/** PUB-12: what one import may bring, as the operator has set it. */
function ImportLimits() {
  const { t, i18n } = useTranslation("buckets");
  const site = useSite();
  if (!site) return null;
  const { importFiles, importBytes } = site.limits;
  const size = formatBytes(importBytes, i18n.language);
  return t("importLimits", { files: formatExact(importFiles, i18n.language), size });
}

function ImportList() {
  const { t } = useTranslation("buckets");
  const address = addressOf(useAsset());
  const moves = useImportMoves(address);
  const list = useInfiniteQuery({
    ...listOptions("repositories.list-imports", { params: address }),
    refetchInterval: ({ state }) => lookAgainMs(state.data?.pages),
  });
  const shown = list.data?.pages.flatMap((page) => page.items);
  useFreshAsset(shown?.[0]?.commit ?? null);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!shown) return <Skeleton height={130} radius="lg" />;
  if (shown.length === 0) return <EmptyState title={t("noImports")} icon={IconCloudDown} />;
  return (
    <>
      <ul className={classes.list}>
        {shown.map((transfer) => (
          <ImportRow key={transfer.id} transfer={transfer} moves={moves} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

function ImportRow({ transfer, moves }: { transfer: Transfer; moves: TransferMoves }) {
  const { t } = useTranslation("buckets");
  const address = addressOf(useAsset());
  const { storage, folder, commit } = transfer;
  return (
    <TransferRow
      transfer={transfer}
      moves={moves}
      title={storage.path === "" ? storage.bucket : storage.path}
    >
      {folder === "" ? null : (
        <span>
          {t("folder")}: <span className={classes.mono}>{folder}</span>
        </span>
      )}
      {commit === null ? null : (
        <PageLink href={revisionHref(address, "commit", { revision: commit })}>
          {t("seeCommit")}
        </PageLink>
      )}
    </TransferRow>
  );
}

/** A commit that has come while one looked makes what is known of the asset old. */
function useFreshAsset(commit: string | null): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (commit !== null) void queryClient.invalidateQueries({ queryKey: ["assets.get-asset"] });
  }, [commit, queryClient]);
}
