import { Alert, Anchor, Button, Skeleton } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { agreementsAmong, PUBLISHING_AGREEMENTS } from "#contract/accounts/agreement-names.ts";
import { useCall } from "../../app/gallery.ts";
import type { SearchParams } from "../../app/search-params.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { toast } from "../../ui/toast.ts";
import { nextAddress } from "../sign-in/next-address.ts";
import classes from "../settings/settings.module.css";
import { OnboardingForm } from "./onboarding-form.tsx";

/** ACC-4: who one is, before one comments, writes articles or takes part in activities. */
export function OnboardingPage() {
  const { t } = useTranslation("onboarding");
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false }) as SearchParams;
  const onboarding = useCall("accounts.get-onboarding");
  const agreements = useCall("accounts.list-agreements");
  usePageTitle(t("title"));
  const failed = [onboarding, agreements].find(({ error }) => error !== null);
  const finish = async () => {
    toast(t("done"));
    if (next !== undefined) await navigate({ href: nextAddress(next), replace: true });
  };
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !onboarding.data || !agreements.data ? (
        <Skeleton height={280} radius="lg" />
      ) : onboarding.data.isOnboarded ? (
        <Alert
          color="accent"
          variant="light"
          icon={<IconCircleCheck size={18} />}
          title={t("isDone")}
        >
          <p className={classes.sectionText}>
            {t("isDoneText", {
              nickname: onboarding.data.nickname,
              email: onboarding.data.email,
            })}
          </p>
          {next === undefined ? (
            <Anchor component={PageLink} href="/settings">
              {t("toProfile")}
            </Anchor>
          ) : (
            <Button component={PageLink} href={nextAddress(next)}>
              {t("goOn")}
            </Button>
          )}
        </Alert>
      ) : (
        <OnboardingForm
          onboarding={onboarding.data}
          agreements={agreementsAmong(agreements.data.items, PUBLISHING_AGREEMENTS)}
          onDone={finish}
        />
      )}
    </>
  );
}
