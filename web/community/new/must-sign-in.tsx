import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAccount } from "../../app/session.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";

/** Visitors are sent to sign in and come back to the same page. */
export function MustSignIn({ children }: { children: ReactNode }) {
  const { t } = useTranslation(["community", "app"]);
  const account = useAccount();
  const here = useLocation({ select: (location) => location.href });
  if (account === undefined) return null;
  if (account !== null) return children;
  return (
    <EmptyState title={t("editor.signInText")} icon={IconLock}>
      <Button component={PageLink} href={`/login?next=${encodeURIComponent(here)}`}>
        {t("app:signIn")}
      </Button>
    </EmptyState>
  );
}
