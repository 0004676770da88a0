import { Outlet } from "@tanstack/react-router";
import {
  IconBell,
  IconBuilding,
  IconCloudDataConnection,
  IconKey,
  IconLock,
  IconTicket,
  IconUser,
  IconUserX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { SideLayout, SidePart } from "../../ui/side-navigation.tsx";
import classes from "./settings.module.css";

const PARTS = [
  ["profile", "/settings", IconUser],
  ["notices", "/settings/notices", IconBell],
  ["security", "/settings/security", IconLock],
  ["tokens", "/settings/tokens", IconTicket],
  ["accessKeys", "/settings/access-keys", IconKey],
  ["storageConnections", "/settings/storage-connections", IconCloudDataConnection],
  ["organisations", "/settings/organisations", IconBuilding],
  ["deletion", "/settings/deletion", IconUserX],
] as const;

/** The parts of one's own settings, and the one that is open. */
export function SettingsLayout() {
  const { t } = useTranslation("accounts");
  const parts = PARTS.map(([part, href, Icon]) => (
    <SidePart
      key={part}
      href={href}
      isExact={part === "profile"}
      icon={<Icon size={17} stroke={1.7} aria-hidden="true" />}
    >
      {t(`settings.${part}`)}
    </SidePart>
  ));
  return (
    <SideLayout label={t("settings.label")} parts={parts}>
      <div className={classes.content}>
        <Outlet />
      </div>
    </SideLayout>
  );
}
