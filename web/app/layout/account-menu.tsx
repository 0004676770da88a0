import { Menu, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import {
  IconAdjustments,
  IconLogout,
  IconSettings,
  IconStack2,
  IconTools,
  IconUser,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Account } from "#contract/accounts/account.ts";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { useProblemToast } from "../../ui/toast.ts";
import { namespaceHref } from "../addresses.ts";
import { useChange } from "../gallery.ts";
import { useForgetAnswers } from "../session.ts";
import { forgetSearches } from "./search/recent-searches.ts";
import classes from "./shell.module.css";

export function AccountMenu({ account }: { account: Account }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={classes.avatarButton} aria-label={t("accountMenu")}>
          <NamespaceAvatar namespace={account} size={32} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--ink)" truncate>
            {account.nickname || account.name}
          </Text>
          <Text size="xs" truncate>
            {account.name}
          </Text>
        </Menu.Label>
        <Menu.Item component={PageLink} href="/me" leftSection={<IconStack2 size={16} />}>
          {t("myGallery")}
        </Menu.Item>
        <Menu.Item
          component={PageLink}
          href="/workbench/datasets"
          leftSection={<IconTools size={16} />}
        >
          {t("workbench")}
        </Menu.Item>
        <Menu.Item
          component={PageLink}
          href={namespaceHref(account.name)}
          leftSection={<IconUser size={16} />}
        >
          {t("publicProfile")}
        </Menu.Item>
        <Menu.Item component={PageLink} href="/settings" leftSection={<IconSettings size={16} />}>
          {t("settings")}
        </Menu.Item>
        {account.isAdmin ? (
          <Menu.Item
            component={PageLink}
            href="/console"
            leftSection={<IconAdjustments size={16} />}
          >
            {t("console")}
          </Menu.Item>
        ) : null}
        <Menu.Divider />
        <Menu.Item onClick={signOut} leftSection={<IconLogout size={16} />}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useSignOut(): () => void {
  const navigate = useNavigate();
  const forgetAnswers = useForgetAnswers();
  const onError = useProblemToast();
  const change = useChange("accounts.sign-out", {
    onSuccess: async () => {
      forgetSearches();
      await navigate({ to: "/" });
      await forgetAnswers();
    },
  });
  return () => change.mutate(undefined, { onError });
}
