import { Drawer, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { listHref } from "../addresses.ts";
import { useAccount } from "../session.ts";
import { MAIN_KINDS, MORE_KINDS } from "./navigation.ts";
import { PreferenceMenus } from "./preference-menus.tsx";
import classes from "./shell.module.css";

/** The navigation of narrow windows. */
export function NavigationDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <Drawer opened={isOpen} onClose={onClose} size="18rem" title={t("menu")}>
      <nav aria-label={t("mainNavigation")}>
        {[...MAIN_KINDS, ...MORE_KINDS].map((kind) => (
          <PageLink
            key={kind}
            href={listHref(kind)}
            className={classes.drawerLink}
            onClick={onClose}
          >
            <KindBadge kind={kind} withLabel={false} size={20} />
            {t(`kindPlurals.${kind}`)}
          </PageLink>
        ))}
        {account === null ? (
          <>
            <div className={classes.drawerLine} />
            <PageLink href="/sign-up" className={classes.drawerLink} onClick={onClose}>
              {t("signUp")}
            </PageLink>
          </>
        ) : null}
      </nav>
      <div className={classes.drawerLine} />
      <Group>
        <PreferenceMenus />
      </Group>
    </Drawer>
  );
}
