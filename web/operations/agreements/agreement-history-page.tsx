import { Badge, Button, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { AgreementName, AgreementRecord } from "#contract/accounts/agreement.ts";
import { useChange, useListCall } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { LoadMore } from "../../ui/load-more.tsx";
import { NotFoundState } from "../../ui/not-found-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "../console.module.css";
import { useAgreementName } from "./use-agreement-name.ts";

const COLOURS = { planned: "yellow", "in-force": "accent", replaced: "gray" } as const;

/** PUB-8: what an agreement said when, and how many consented to it. */
export function AgreementHistoryPage() {
  const agreement = useAgreementName();
  return agreement ? <History agreement={agreement} /> : <NotFoundState />;
}

function History({ agreement }: { agreement: AgreementName }) {
  const { t } = useTranslation(["console", "agreements"]);
  const title = t(`agreements:${agreement}.title`);
  usePageTitle(title);
  const list = useListCall("accounts.list-agreement-versions", { params: { agreement } });
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHeader
        title={title}
        description={t("agreements.historyText")}
        actions={
          <Button component={PageLink} href={`/console/agreements/${agreement}/new`}>
            {t("agreements.write")}
          </Button>
        }
      />
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : items === undefined ? (
        <Skeleton height={140} radius="lg" />
      ) : (
        <ul className={classes.rows}>
          {items.map((record) => (
            <VersionRow key={record.version} record={record} />
          ))}
        </ul>
      )}
      <LoadMore {...list} />
    </>
  );
}

function VersionRow({ record }: { record: AgreementRecord }) {
  const { t, i18n } = useTranslation(["console", "agreements"]);
  const { agreement, version, state, effectiveAt, createdBy, acceptances } = record;
  const time = formatDateTime(Date.parse(effectiveAt), i18n.language);
  return (
    <li className={classes.row}>
      <div className={classes.rowWords}>
        <span className={classes.rowTitle}>
          {t("agreements:version", { version })}
          <Badge variant="light" color={COLOURS[state]}>
            {t(`agreements.states.${state}`)}
          </Badge>
        </span>
        <span className={classes.facts}>
          <span>
            {t(state === "planned" ? "agreements.inForceFrom" : "agreements.inForceSince", {
              time,
            })}
          </span>
          <span>{t("agreements.acceptances", { count: acceptances })}</span>
          {createdBy ? <span>{createdBy.nickname || createdBy.name}</span> : null}
        </span>
      </div>
      <div className={classes.actions}>
        <Button
          component={PageLink}
          href={`/legal/${agreement}?version=${version}`}
          variant="default"
          size="xs"
        >
          {t("agreements.read")}
        </Button>
        {state === "planned" ? <WithdrawButton record={record} /> : null}
      </div>
    </li>
  );
}

function WithdrawButton({ record: { agreement, version } }: { record: AgreementRecord }) {
  const { t } = useTranslation("console");
  const [isOpen, dialog] = useDisclosure(false);
  const withdraw = useChange("accounts.withdraw-agreement", {
    stale: ["accounts.list-agreement-versions"],
    onSuccess: () => toast(t("agreements.withdrawn", { version })),
  });
  return (
    <>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {t("agreements.withdraw")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("agreements.withdraw")}
        action={t("agreements.withdrawAction", { version })}
        isDangerous
        isRunning={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate({ params: { agreement, version } })}
      >
        {t("agreements.withdrawText", { version })}
      </ConfirmDialog>
    </>
  );
}
