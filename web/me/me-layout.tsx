import { Outlet } from "@tanstack/react-router";
import {
  IconBell,
  IconBookmark,
  IconCloudUp,
  IconDatabase,
  IconHandStop,
  IconHeart,
  type Icon,
  IconStack2,
  IconUserCircle,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { GalleryCounts } from "#contract/assets/own.ts";
import { KIND_PLURALS } from "#contract/kinds.ts";
import { namespaceHref } from "../app/addresses.ts";
import { useCall } from "../app/gallery.ts";
import { useAccount } from "../app/session.ts";
import { KindBadge } from "../ui/kind-badge.tsx";
import { NamespaceAvatar } from "../ui/namespace-avatar.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { SideGroup, SideLayout, SidePart } from "../ui/side-navigation.tsx";
import { Count } from "../ui/values.tsx";
import { ALWAYS_SHOWN, shownKinds, sumOf } from "./counts.ts";
import classes from "./me.module.css";

/** ACC-9: the parts of one's gallery, each with how much lies there. */
export function MeLayout() {
  const { t } = useTranslation("me");
  const { data: counts } = useCall("assets.count-gallery");
  return (
    <SideLayout
      label={t("parts")}
      parts={
        <>
          <OwnName />
          <OwnAssetParts counts={counts} />
          <UsedParts counts={counts} />
          <OtherParts counts={counts} />
        </>
      }
    >
      <Outlet />
    </SideLayout>
  );
}

/** Undefined while on the way. */
type PartsProps = { counts: GalleryCounts | undefined };

function OwnAssetParts({ counts }: PartsProps) {
  const { t } = useTranslation(["me", "app"]);
  const kinds = counts?.own.kinds ?? {};
  return (
    <SideGroup label={t("groups.own")}>
      <Part href="/me" isExact icon={IconStack2} amount={counts && sumOf(kinds)}>
        {t("all")}
      </Part>
      {shownKinds(kinds, ALWAYS_SHOWN).map((kind) => (
        <SidePart
          key={kind}
          href={`/me/${KIND_PLURALS[kind]}`}
          icon={<KindBadge kind={kind} withLabel={false} size={17} />}
          amount={counts && <Count value={kinds[kind] ?? 0} />}
        >
          {t(`app:kindPlurals.${kind}`)}
        </SidePart>
      ))}
    </SideGroup>
  );
}

function UsedParts({ counts }: PartsProps) {
  const { t } = useTranslation("me");
  const subscriptions = useCall("subscriptions.count-subscriptions");
  return (
    <SideGroup label={t("groups.used")}>
      <Part href="/me/subscriptions" icon={IconBookmark} amount={subscriptions.data?.states.active}>
        {t("subscriptions")}
      </Part>
      <Part href="/me/downloads" icon={IconCloudUp} amount={counts && sumOf(counts.deliveries)}>
        {t("downloads")}
      </Part>
      <Part href="/me/favourites" icon={IconHeart} amount={counts && sumOf(counts.favourites)}>
        {t("favourites")}
      </Part>
    </SideGroup>
  );
}

function OtherParts({ counts }: PartsProps) {
  const { t } = useTranslation("me");
  const account = useAccount();
  const notices = useCall("accounts.count-unread-notices");
  const isWaiting = (counts?.requestsToDecide ?? 0) > 0;
  return (
    <SideGroup label={t("groups.other")}>
      <Part
        href={isWaiting ? "/me/requests?show=waiting" : "/me/requests"}
        icon={IconHandStop}
        amount={counts && (isWaiting ? counts.requestsToDecide : sumOf(counts.requestsSent))}
      >
        {t("requests")}
      </Part>
      <Part href="/me/notices" icon={IconBell} amount={notices.data?.unread}>
        {t("notices")}
      </Part>
      <Part href="/me/storage" icon={IconDatabase}>
        {t("storage")}
      </Part>
      {account ? (
        <Part href={namespaceHref(account.name)} icon={IconUserCircle}>
          {t("profile")}
        </Part>
      ) : null}
    </SideGroup>
  );
}

type PartProps = {
  href: string;
  icon: Icon;
  children: string;
  isExact?: boolean;
  amount?: number | undefined;
};

function Part({ href, icon: PartIcon, children, isExact = false, amount }: PartProps) {
  return (
    <SidePart
      href={href}
      isExact={isExact}
      icon={<PartIcon size={17} stroke={1.7} aria-hidden="true" />}
      amount={amount === undefined ? undefined : <Count value={amount} />}
    >
      {children}
    </SidePart>
  );
}

function OwnName() {
  const account = useAccount();
  if (!account) return null;
  return (
    <PageLink href="/settings" className={classes.account}>
      <NamespaceAvatar namespace={account} size={36} />
      <span className={classes.accountNames}>
        <strong>{account.nickname || account.name}</strong>
        {account.nickname === "" ? null : <span>{account.name}</span>}
      </span>
    </PageLink>
  );
}
