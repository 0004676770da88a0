import { Button } from "@mantine/core";
import { IconAlertTriangle, IconLock } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import { EmptyState } from "./empty-state.tsx";
import { NotFoundState } from "./not-found-state.tsx";
import { PageLink } from "./page-link.tsx";
import { useProblemText } from "./problem-text.ts";

/** What stands where a call failed; a missing thing gets the not-found text. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { title, detail, hint } = useProblemText()(error);
  const here = useLocation({ select: (location) => location.href });
  if (isProblem(error, "not-found")) return <NotFoundState />;
  if (isProblem(error) && error.status === 404) return <NotFoundState title={title} />;
  const isSignIn = isProblem(error, "not-signed-in");
  return (
    <EmptyState
      title={title}
      description={[detail, hint].filter(Boolean).join(" ")}
      icon={isSignIn ? IconLock : IconAlertTriangle}
    >
      {isSignIn ? (
        <Button component={PageLink} href={`/login?next=${encodeURIComponent(here)}`}>
          {t("signIn")}
        </Button>
      ) : null}
      {onRetry && !isSignIn ? (
        <Button variant="default" onClick={onRetry}>
          {t("tryAgain")}
        </Button>
      ) : null}
    </EmptyState>
  );
}
