import { Button, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import classes from "../console.module.css";

/** PLT-4, PUB-8: the agreements that people consent to, in the versions in force. */
export function AgreementsPage() {
  const { t } = useTranslation("console");
  usePageTitle(t("agreements.title"));
  return (
    <>
      <PageHeader title={t("agreements.title")} description={t("agreements.text")} />
      <AgreementList />
    </>
  );
}

function AgreementList() {
  const { t, i18n } = useTranslation(["console", "agreements"]);
  const agreements = useCall("accounts.list-agreements");
  if (agreements.error) {
    return <ErrorState error={agreements.error} onRetry={() => void agreements.refetch()} />;
  }
  if (!agreements.data) return <Skeleton height={140} radius="lg" />;
  return (
    <ul className={classes.rows}>
      {agreements.data.items.map(({ agreement, version, effectiveAt }) => (
        <li key={agreement} className={classes.row}>
          <div className={classes.rowWords}>
            <span className={classes.rowTitle}>{t(`agreements:${agreement}.title`)}</span>
            <span className={classes.facts}>
              <span>{t("agreements:version", { version })}</span>
              <span>
                {t("agreements.inForceSince", {
                  time: formatDateTime(Date.parse(effectiveAt), i18n.language),
                })}
              </span>
            </span>
          </div>
          <div className={classes.actions}>
            <Button
              component={PageLink}
              href={`/console/agreements/${agreement}`}
              variant="default"
              size="xs"
            >
              {t("agreements.history")}
            </Button>
            <Button component={PageLink} href={`/console/agreements/${agreement}/new`} size="xs">
              {t("agreements.write")}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
