import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { AuditEvent } from "#contract/operations/audit-endpoints.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "../console.module.css";

/** One event; what belongs to it beside subject and account opens below. */
export function AuditRow({ event }: { event: AuditEvent }) {
  const { t } = useTranslation("console");
  const [isOpen, details] = useDisclosure(false);
  const { id, account, action, subject, ipAddress, createdAt } = event;
  const hasDetails = Object.keys(event.details).length > 0;
  return (
    <li className={classes.row}>
      <div className={classes.rowWords}>
        <span className={classes.rowTitle}>
          <span className={classes.code}>{action}</span>
          <span>{subject}</span>
        </span>
        <span className={classes.facts}>
          {account === null ? (
            <span>{t("audit.nobody")}</span>
          ) : (
            <PageLink href={namespaceHref(account)}>{account}</PageLink>
          )}
          <RelativeTime value={createdAt} />
          {ipAddress === "" ? null : <span>{ipAddress}</span>}
        </span>
      </div>
      {hasDetails ? (
        <Button
          variant="default"
          size="xs"
          aria-expanded={isOpen}
          aria-controls={`details-${id}`}
          onClick={details.toggle}
        >
          {t(isOpen ? "audit.hide" : "audit.show")}
        </Button>
      ) : null}
      {isOpen ? (
        <pre id={`details-${id}`} className={classes.block}>
          {JSON.stringify(event.details, null, 2)}
        </pre>
      ) : null}
    </li>
  );
}
