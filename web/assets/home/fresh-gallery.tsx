import { Button } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Account } from "#contract/accounts/account.ts";
import { useSite } from "../../app/session.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import classes from "./home.module.css";

/** Demo content fills the shelf of a gallery that nobody has signed up to. */
export function FirstAccountNotice() {
  const { t } = useTranslation("home");
  const site = useSite();
  if (!site?.needsFirstAccount) return null;
  return (
    <div className={classes.notice}>
      {t("fresh.first.text")}
      <Button component={PageLink} href="/sign-up" size="xs">
        {t("fresh.first.action")}
      </Button>
    </div>
  );
}

/** Nothing is on the shelf yet: the steps that come next, for who may take them. */
export function FreshGallery({ account }: { account: Account | null | undefined }) {
  const { t } = useTranslation(["home", "app"]);
  const site = useSite();
  if (!site || account === undefined) return null;
  const step = site.needsFirstAccount ? "first" : account ? "create" : "visit";
  return (
    <EmptyState
      title={t(`fresh.${step}.title`)}
      description={t(`fresh.${step}.text`)}
      icon={IconSparkles}
    >
      {step === "first" ? (
        <Button component={PageLink} href="/sign-up">
          {t("fresh.first.action")}
        </Button>
      ) : null}
      {step === "create" ? (
        <Button component={PageLink} href="/new?kind=model">
          {t("app:newKind", { kind: t("app:kinds.model") })}
        </Button>
      ) : null}
      {account?.isAdmin ? (
        <>
          <Button component={PageLink} href="/console/settings" variant="default">
            {t("fresh.settings")}
          </Button>
          <Button component={PageLink} href="/console/categories" variant="default">
            {t("fresh.categories")}
          </Button>
        </>
      ) : null}
      {step === "visit" ? (
        <Button component={PageLink} href="/login" variant="default">
          {t("app:signIn")}
        </Button>
      ) : null}
    </EmptyState>
  );
}
