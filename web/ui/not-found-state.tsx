import { Button } from "@mantine/core";
import { IconZoomQuestion } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useAccount } from "../app/session.ts";
import { EmptyState } from "./empty-state.tsx";
import { PageLink } from "./page-link.tsx";
import { usePageTitle } from "./page.tsx";

type NotFoundStateProps = {
  /** What is missing, where that is known: "This revision does not exist". */
  title?: string | undefined;
};

export function NotFoundState({ title }: NotFoundStateProps) {
  const { t } = useTranslation();
  const account = useAccount();
  const here = useLocation({ select: (location) => location.href });
  usePageTitle(t("notFound.title"));
  return (
    <EmptyState
      title={title ?? t("notFound.title")}
      description={t("notFound.description")}
      icon={IconZoomQuestion}
    >
      <Button component={PageLink} href="/" variant="default">
        {t("notFound.home")}
      </Button>
      {account === null ? (
        <Button component={PageLink} href={`/login?next=${encodeURIComponent(here)}`}>
          {t("signIn")}
        </Button>
      ) : null}
    </EmptyState>
  );
}
