import { Button, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCloudDataConnection, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "../../accounts/settings/settings.module.css";
import { useListCall } from "../../app/gallery.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { ConnectionDialog } from "./connection-dialog.tsx";
import { ConnectionRow } from "./connection-row.tsx";

/** `/settings/storage-connections`: how the gallery reaches one's object storage. */
export function ConnectionsPage() {
  const { t } = useTranslation("buckets");
  const [isOpen, dialog] = useDisclosure(false);
  usePageTitle(t("connections"));
  return (
    <>
      <PageHeader
        title={t("connections")}
        description={t("connectionsText")}
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
            {t("add")}
          </Button>
        }
      />
      <ConnectionList />
      {isOpen ? <ConnectionDialog onClose={dialog.close} /> : null}
    </>
  );
}

function ConnectionList() {
  const { t } = useTranslation("buckets");
  const list = useListCall("repositories.list-connections");
  const shown = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!shown) return <Skeleton height={130} radius="lg" />;
  if (shown.length === 0) {
    return (
      <EmptyState title={t("none")} description={t("noneText")} icon={IconCloudDataConnection} />
    );
  }
  return (
    <>
      <ul className={classes.rows}>
        {shown.map((connection) => (
          <ConnectionRow key={connection.id} connection={connection} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}
