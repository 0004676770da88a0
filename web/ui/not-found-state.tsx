import { Button } from "@mantine/core";
import { IconZoomQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "./empty-state.tsx";
import { PageLink } from "./page-link.tsx";
import { usePageTitle } from "./page.tsx";

export function NotFoundState() {
  const { t } = useTranslation();
  usePageTitle(t("notFound.title"));
  return (
    <EmptyState
      title={t("notFound.title")}
      description={t("notFound.description")}
      icon={IconZoomQuestion}
    >
      <Button component={PageLink} href="/" variant="default">
        {t("notFound.home")}
      </Button>
    </EmptyState>
  );
}
