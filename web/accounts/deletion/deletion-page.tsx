import { Alert, Anchor, Skeleton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import classes from "./deletion.module.css";
import type { DeletionPlan } from "./deletion-plan.ts";
import { DeletionForm } from "./deletion-form.tsx";

/** ACC-11: what deleting one's account does is read first. */
export function DeletionPage() {
  const { t } = useTranslation("account-life");
  const { data: plan, error, refetch } = useCall("accounts.plan-deletion");
  const [heir, setHeir] = useState<string | null>(null);
  usePageTitle(t("deletion.label"));
  return (
    <>
      <PageHeader title={t("deletion.title")} description={t("deletion.text")} />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!plan && !error ? <Skeleton height={260} radius="lg" /> : null}
      {plan ? (
        <>
          <Consequences plan={plan} heir={heir} />
          {plan.organisations.length > 0 || plan.isLastAdministrator ? (
            <Obstacles plan={plan} />
          ) : (
            <DeletionForm plan={plan} heir={heir} onHeir={setHeir} />
          )}
        </>
      ) : null}
    </>
  );
}

function Consequences({ plan, heir }: { plan: DeletionPlan; heir: string | null }) {
  const { t } = useTranslation("account-life");
  const { toDelete, toKeep } = plan.assets;
  return (
    <section aria-label={t("deletion.whatHappens")}>
      <h2>{t("deletion.whatHappens")}</h2>
      <ul className={classes.facts}>
        <li>{t("deletion.gone")}</li>
        <li>{t("deletion.assetsDeleted", { count: toDelete })}</li>
        {toKeep === 0 ? null : (
          <li>
            {heir === null
              ? t("deletion.assetsKept", { count: toKeep })
              : t("deletion.assetsGiven", { count: toKeep, heir })}
          </li>
        )}
        <li>{t("deletion.theirs")}</li>
        <li>{t("deletion.said")}</li>
        <li>{t("deletion.commits")}</li>
        <li>{t("deletion.kept", { name: plan.name })}</li>
      </ul>
    </section>
  );
}

/** What must be put in order before. */
function Obstacles({ plan: { organisations, isLastAdministrator } }: { plan: DeletionPlan }) {
  const { t } = useTranslation("account-life");
  return (
    <>
      {organisations.length > 0 ? (
        <Alert
          color="yellow"
          variant="light"
          mb="md"
          icon={<IconAlertTriangle size={18} />}
          title={t("deletion.blockedOwner")}
        >
          {t("deletion.blockedOwnerText")}
          <ul className={classes.blocked}>
            {organisations.map(({ name, nickname }) => (
              <li key={name}>
                <Anchor
                  component={PageLink}
                  href={`/settings/organisations/${encodeURIComponent(name)}`}
                  inherit
                >
                  {nickname || name}
                </Anchor>
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {isLastAdministrator ? (
        <Alert
          color="yellow"
          variant="light"
          icon={<IconAlertTriangle size={18} />}
          title={t("deletion.blockedAdmin")}
        >
          {t("deletion.blockedAdminText")}
        </Alert>
      ) : null}
    </>
  );
}
