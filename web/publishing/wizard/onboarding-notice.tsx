import { Alert, Anchor } from "@mantine/core";
import { IconUserCheck } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCall } from "../../app/gallery.ts";
import { stringifySearch } from "../../app/search-params.ts";
import { PageLink } from "../../ui/page-link.tsx";

/** PUB-21: what the publisher must have done first, said before anything is filled in. */
export function OnboardingNotice() {
  const { t } = useTranslation("publish");
  const here = useLocation({ select: ({ href }) => href });
  const { data } = useCall("accounts.get-onboarding");
  if (data === undefined || data.isOnboarded) return null;
  return (
    <Alert color="orange" icon={<IconUserCheck size={18} />} title={t("onboarding.title")}>
      {t("onboarding.text")}{" "}
      <Anchor
        component={PageLink}
        href={`/settings/onboarding${stringifySearch({ next: here })}`}
        inherit
      >
        {t("onboarding.action")}
      </Anchor>
    </Alert>
  );
}
