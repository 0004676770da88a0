import { Anchor, Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useCall } from "../../app/gallery.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import type { Arrival } from "./arrival.ts";
import { CreateExternalForm } from "./create-external-form.tsx";
import { Entrance } from "./entrance.tsx";
import { LinkForm } from "./link-form.tsx";
import classes from "./entrance.module.css";

/** ACC-1: the provider knows who it is; now they say which account is theirs, or make one. */
export function ChooseAccountPage() {
  const { t } = useTranslation("account-life");
  const { data: arrival, error } = useCall("accounts.get-external-arrival");
  usePageTitle(t("provider.chooseTitle"));
  return (
    <Entrance
      title={t(error ? "provider.failed" : "provider.chooseTitle")}
      description={arrival && t("provider.chooseText", { provider: arrival.provider })}
      footer={
        <Anchor component={PageLink} href="/login" inherit>
          {t("provider.again")}
        </Anchor>
      }
    >
      {error ? <ProblemAlert error={error} /> : null}
      {arrival ? <Parts arrival={arrival} /> : error ? null : <Skeleton height={320} />}
    </Entrance>
  );
}

/** What is likelier comes first. */
function Parts({ arrival }: { arrival: Arrival }) {
  const { t } = useTranslation("account-life");
  const { provider, email, hasAccount, canSignUp } = arrival;
  const linking = (
    <section key="link" className={classes.part}>
      <h2 className={classes.partTitle}>{t("provider.haveTitle")}</h2>
      <p className={classes.partText}>
        {hasAccount
          ? t("provider.knownText", { email, provider })
          : t("provider.haveText", { provider })}
      </p>
      <LinkForm arrival={arrival} />
    </section>
  );
  const creating = (
    <section key="create" className={classes.part}>
      <h2 className={classes.partTitle}>{t("provider.newTitle")}</h2>
      <p className={classes.partText}>
        {t(canSignUp ? "provider.newText" : "provider.closedText", { provider })}
      </p>
      {canSignUp ? <CreateExternalForm arrival={arrival} /> : null}
    </section>
  );
  return hasAccount ? linking : <>{[creating, linking]}</>;
}
