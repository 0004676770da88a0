import { Badge, Button, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AccessKey } from "#contract/accounts/credentials.ts";
import { useChange, useListCall } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { toast } from "../../ui/toast.ts";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "../settings/settings.module.css";
import { NewAccessKeyDialog } from "./new-access-key-dialog.tsx";
import { Use } from "./token-row.tsx";

/** ACC-1: key pairs, which machines exchange for tokens of an hour. */
export function AccessKeysPage() {
  const { t } = useTranslation("accounts");
  const [isOpen, dialog] = useDisclosure(false);
  usePageTitle(t("settings.accessKeys"));
  return (
    <>
      <PageHeader
        title={t("settings.accessKeys")}
        description={t("accessKeys.text")}
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
            {t("accessKeys.create")}
          </Button>
        }
      />
      <AccessKeyList />
      <NewAccessKeyDialog isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}

function AccessKeyList() {
  const { t } = useTranslation("accounts");
  const keys = useListCall("accounts.list-access-keys");
  const shown = keys.data?.pages.flatMap((page) => page.items);
  if (keys.error) return <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />;
  if (!shown) return <Skeleton height={130} radius="lg" />;
  if (shown.length === 0) {
    return (
      <EmptyState
        title={t("accessKeys.none")}
        description={t("accessKeys.noneText")}
        icon={IconKey}
      />
    );
  }
  return (
    <>
      <ul className={classes.rows}>
        {shown.map((key) => (
          <AccessKeyRow key={key.id} pair={key} />
        ))}
      </ul>
      <LoadMore {...keys} />
    </>
  );
}

function AccessKeyRow({ pair }: { pair: AccessKey }) {
  const { t } = useTranslation("accounts");
  const [isOpen, dialog] = useDisclosure(false);
  const { id, name } = pair;
  const revoke = useChange("accounts.revoke-access-key", {
    stale: ["accounts.list-access-keys"],
    onSuccess: () => toast(t("accessKeys.revoked", { name })),
  });
  return (
    <li className={classes.row}>
      <div className={classes.rowWords}>
        <div className={classes.rowTitle}>
          {name}
          <Badge variant="light" color={pair.scope === "read" ? "gray" : "accent"}>
            {t(`scopes.${pair.scope}`)}
          </Badge>
        </div>
        <div className={classes.rowFacts}>
          <span className={classes.id}>
            {pair.accessKey}
            <CopyButton value={pair.accessKey} label={t("accessKeys.copy")} />
          </span>
          <Use lastUsedAt={pair.lastUsedAt} />
          <span>
            {t("created")} <RelativeTime value={pair.createdAt} />
          </span>
        </div>
      </div>
      <Button variant="default" size="xs" onClick={dialog.open}>
        {t("accessKeys.revoke")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("accessKeys.revoke")}
        action={t("accessKeys.revokeAction", { name })}
        isDangerous
        isRunning={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate({ params: { id } })}
      >
        {t("accessKeys.revokeText", { name })}
      </ConfirmDialog>
    </li>
  );
}
