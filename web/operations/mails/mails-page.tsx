import { Button, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMail } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { OutputOf } from "#sdk/index.ts";
import { useListCall } from "../../app/gallery.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "../console.module.css";

type Mail = OutputOf<"operations.list-captured-mails">["items"][number];

/** PLT-10: mail that no SMTP server was configured for. */
export function MailsPage() {
  const { t } = useTranslation("console");
  usePageTitle(t("mails.title"));
  return (
    <>
      <PageHeader title={t("mails.title")} description={t("mails.text")} />
      <MailList />
    </>
  );
}

function MailList() {
  const { t } = useTranslation("console");
  const list = useListCall("operations.list-captured-mails");
  const items = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!items) return <Skeleton height={220} radius="lg" />;
  if (items.length === 0) {
    return <EmptyState title={t("mails.none")} description={t("mails.noneText")} icon={IconMail} />;
  }
  return (
    <>
      <ul className={classes.rows}>
        {items.map((mail) => (
          <MailRow key={mail.id} mail={mail} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

function MailRow({ mail }: { mail: Mail }) {
  const { t } = useTranslation("console");
  const [isOpen, body] = useDisclosure(false);
  return (
    <li className={classes.row}>
      <div className={classes.rowWords}>
        <span className={classes.rowTitle}>{mail.subject}</span>
        <span className={classes.facts}>
          <span>{mail.recipient}</span>
          <RelativeTime value={mail.createdAt} />
        </span>
      </div>
      <Button
        variant="default"
        size="xs"
        aria-expanded={isOpen}
        aria-controls={`mail-${mail.id}`}
        onClick={body.toggle}
      >
        {t(isOpen ? "mails.close" : "mails.read")}
      </Button>
      {isOpen ? (
        <pre id={`mail-${mail.id}`} className={classes.block}>
          {mail.body}
        </pre>
      ) : null}
    </li>
  );
}
