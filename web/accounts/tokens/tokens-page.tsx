import { Button, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconTicket } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useListCall } from "../../app/gallery.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import classes from "../settings/settings.module.css";
import { NewTokenDialog } from "./new-token-dialog.tsx";
import { TokenRow } from "./token-row.tsx";
import { TokenUse } from "./token-use.tsx";

/** ACC-1: personal access tokens, by which clients act for one. */
export function TokensPage() {
  const { t } = useTranslation("accounts");
  const [isOpen, dialog] = useDisclosure(false);
  usePageTitle(t("settings.tokens"));
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      {t("tokens.create")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("settings.tokens")} description={t("tokens.text")} actions={create} />
      <TokenList />
      <TokenUse />
      <NewTokenDialog isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}

function TokenList() {
  const { t } = useTranslation("accounts");
  const tokens = useListCall("accounts.list-tokens");
  const shown = tokens.data?.pages.flatMap((page) => page.items);
  if (tokens.error)
    return <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />;
  if (!shown) return <Skeleton height={130} radius="lg" />;
  if (shown.length === 0) {
    return (
      <EmptyState title={t("tokens.none")} description={t("tokens.noneText")} icon={IconTicket} />
    );
  }
  return (
    <section className={classes.section}>
      <ul className={classes.rows}>
        {shown.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </ul>
      <LoadMore {...tokens} />
    </section>
  );
}
