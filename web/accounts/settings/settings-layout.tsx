import { Outlet } from "@tanstack/react-router";
import { IconBuilding, IconKey, IconLock, IconTicket, IconUser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { PageLink } from "../../ui/page-link.tsx";
import { Page } from "../../ui/page.tsx";
import classes from "./settings.module.css";

const PARTS = [
  ["profile", "/settings", IconUser],
  ["security", "/settings/security", IconLock],
  ["tokens", "/settings/tokens", IconTicket],
  ["accessKeys", "/settings/access-keys", IconKey],
  ["organisations", "/settings/organisations", IconBuilding],
] as const;

/** The parts of one's own settings, and the one that is open. */
export function SettingsLayout() {
  const { t } = useTranslation("accounts");
  return (
    <Page>
      <div className={classes.layout}>
        <nav className={classes.parts} aria-label={t("settings.label")}>
          {PARTS.map(([part, href, Icon]) => (
            <PageLink
              key={part}
              href={href}
              className={classes.part}
              activeOptions={{ exact: part === "profile" }}
            >
              <Icon size={17} stroke={1.7} aria-hidden="true" />
              {t(`settings.${part}`)}
            </PageLink>
          ))}
        </nav>
        <div className={classes.content}>
          <Outlet />
        </div>
      </div>
    </Page>
  );
}
