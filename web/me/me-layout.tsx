import { Outlet } from "@tanstack/react-router";
import {
  IconBell,
  IconBookmark,
  IconCloudUp,
  IconDatabase,
  IconHandStop,
  IconHeart,
  IconStack2,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type AssetKind, KIND_PLURALS } from "#contract/kinds.ts";
import { useCall } from "../app/gallery.ts";
import { CREATABLE_KINDS } from "../app/layout/navigation.ts";
import { useAccount } from "../app/session.ts";
import { KindBadge } from "../ui/kind-badge.tsx";
import { NamespaceAvatar } from "../ui/namespace-avatar.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { SideLayout, SidePart } from "../ui/side-navigation.tsx";
import { Count } from "../ui/values.tsx";
import { shownKinds, sumOf } from "./counts.ts";
import classes from "./me.module.css";

/** ACC-9: one's own assets by kind and one's favourites, each with its count. */
export function MeLayout() {
  const { t } = useTranslation(["me", "app"]);
  return (
    <SideLayout label={t("parts")} parts={<Parts />}>
      <Outlet />
    </SideLayout>
  );
}

function Parts() {
  const { t } = useTranslation(["me", "app"]);
  const own = useCall("assets.list-own-assets", { query: { limit: 1 } });
  const favourites = useCall("assets.count-favourites");
  const notices = useCall("accounts.count-unread-notices");
  const subscriptions = useCall("subscriptions.list-subscriptions", { query: { limit: 1 } });
  const counts: Partial<Record<AssetKind, number>> = own.data?.counts ?? {};
  return (
    <>
      <OwnName />
      <SidePart
        href="/me"
        isExact
        icon={<IconStack2 size={17} stroke={1.7} aria-hidden="true" />}
        amount={own.data && <Count value={sumOf(counts)} />}
      >
        {t("all")}
      </SidePart>
      {shownKinds(counts, CREATABLE_KINDS).map((kind) => (
        <SidePart
          key={kind}
          href={`/me/${KIND_PLURALS[kind]}`}
          icon={<KindBadge kind={kind} withLabel={false} size={17} />}
          amount={own.data && <Count value={counts[kind] ?? 0} />}
        >
          {t(`app:kindPlurals.${kind}`)}
        </SidePart>
      ))}
      <div className={classes.line} />
      <SidePart
        href="/me/favourites"
        icon={<IconHeart size={17} stroke={1.7} aria-hidden="true" />}
        amount={favourites.data && <Count value={sumOf(favourites.data)} />}
      >
        {t("favourites")}
      </SidePart>
      <SidePart
        href="/me/requests"
        icon={<IconHandStop size={17} stroke={1.7} aria-hidden="true" />}
      >
        {t("requests")}
      </SidePart>
      <SidePart
        href="/me/notices"
        icon={<IconBell size={17} stroke={1.7} aria-hidden="true" />}
        amount={notices.data && <Count value={notices.data.unread} />}
      >
        {t("notices")}
      </SidePart>
      <SidePart
        href="/me/downloads"
        icon={<IconCloudUp size={17} stroke={1.7} aria-hidden="true" />}
      >
        {t("downloads")}
      </SidePart>
      <SidePart
        href="/me/subscriptions"
        icon={<IconBookmark size={17} stroke={1.7} aria-hidden="true" />}
        amount={subscriptions.data && <Count value={subscriptions.data.counts.states.active} />}
      >
        {t("subscriptions")}
      </SidePart>
      <SidePart
        href="/me/storage"
        icon={<IconDatabase size={17} stroke={1.7} aria-hidden="true" />}
      >
        {t("storage")}
      </SidePart>
    </>
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
