import { ActionIcon, Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useLocation } from "@tanstack/react-router";
import { IconChevronDown, IconMenu2, IconPlus, IconTags } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { NoticeBell } from "../../accounts/notices/notice-bell.tsx";
import { KindBadge } from "../../ui/kind-badge.tsx";
import { Logo } from "../../ui/logo.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { listHref } from "../addresses.ts";
import { useAccount, useSite } from "../session.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CREATABLE_KINDS, MAIN_KINDS, MORE_KINDS } from "./navigation.ts";
import { PreferenceMenus } from "./preference-menus.tsx";
import { SearchField } from "./search-field.tsx";
import classes from "./shell.module.css";

// Wide windows never open it, and dialogs weigh something.
const NavigationDrawer = lazy(async () => ({
  default: (await import("./navigation-drawer.tsx")).NavigationDrawer,
}));

export function TopBar() {
  const { t } = useTranslation();
  const site = useSite();
  const hasOwnSearch = useLocation({ select: ({ pathname }) => /^\/(?:search)?$/u.test(pathname) });
  const [isDrawerOpen, drawer] = useDisclosure(false);
  const [wasOpened, setWasOpened] = useState(false);
  return (
    <header className={classes.bar}>
      <div className={classes.inner}>
        <ActionIcon
          className={classes.burger}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("menu")}
          onClick={() => {
            setWasOpened(true);
            drawer.open();
          }}
        >
          <IconMenu2 size={20} />
        </ActionIcon>
        <PageLink href="/" className={classes.brand} aria-label={site?.name ?? "Open Gallery"}>
          <Logo />
          <span className={classes.brandName}>{site?.name ?? "Open Gallery"}</span>
        </PageLink>
        <nav className={classes.nav} aria-label={t("mainNavigation")}>
          {MAIN_KINDS.map((kind) => (
            <PageLink key={kind} href={listHref(kind)} className={classes.navLink}>
              {t(`kindPlurals.${kind}`)}
            </PageLink>
          ))}
          <MoreMenu />
        </nav>
        {hasOwnSearch ? null : (
          <div className={classes.search}>
            <SearchField />
          </div>
        )}
        <Tools />
      </div>
      {wasOpened ? (
        <Suspense>
          <NavigationDrawer isOpen={isDrawerOpen} onClose={drawer.close} />
        </Suspense>
      ) : null}
    </header>
  );
}

function MoreMenu() {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.navLink}>
          {t("more")}
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {MORE_KINDS.map((kind) => (
          <Menu.Item
            key={kind}
            component={PageLink}
            href={listHref(kind)}
            leftSection={<KindBadge kind={kind} withLabel={false} />}
          >
            {t(`kindPlurals.${kind}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          component={PageLink}
          href="/publish/version"
          leftSection={<IconTags size={16} />}
        >
          {t("newVersion")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Tools() {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <div className={classes.tools}>
      {account ? <CreateMenu /> : null}
      <div className={classes.wide}>
        <PreferenceMenus />
      </div>
      {account ? <NoticeBell /> : null}
      {account ? <AccountMenu account={account} /> : null}
      {account === null ? (
        <>
          <Button component={PageLink} href="/login" variant="subtle" size="sm">
            {t("signIn")}
          </Button>
          <Button component={PageLink} href="/sign-up" size="sm" className={classes.wide ?? ""}>
            {t("signUp")}
          </Button>
        </>
      ) : null}
    </div>
  );
}

function CreateMenu() {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="light" size="lg" aria-label={t("create")}>
          <IconPlus size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {CREATABLE_KINDS.map((kind) => (
          <Menu.Item
            key={kind}
            component={PageLink}
            href={`/new?kind=${kind}`}
            leftSection={<KindBadge kind={kind} withLabel={false} />}
          >
            {t("newKind", { kind: t(`kinds.${kind}`) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
