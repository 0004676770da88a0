import { Outlet } from "@tanstack/react-router";
import { IconHeart, IconStack2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { type AssetKind, KIND_PLURALS } from "#contract/kinds.ts";
import { useCall } from "../app/gallery.ts";
import { CREATABLE_KINDS } from "../app/layout/navigation.ts";
import { useAccount } from "../app/session.ts";
import { KindBadge } from "../ui/kind-badge.tsx";
import { NamespaceAvatar } from "../ui/namespace-avatar.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { Page } from "../ui/page.tsx";
import { Count } from "../ui/values.tsx";
import classes from "./me.module.css";
import { shownKinds, sumOf } from "./counts.ts";

/** ACC-9: one's own assets by kind and one's favourites, each with its count. */
export function MeLayout() {
  const { t } = useTranslation(["me", "app"]);
  const account = useAccount();
  const own = useCall("assets.list-own-assets", { query: { limit: 1 } });
  const favourites = useCall("assets.count-favourites");
  const counts: Partial<Record<AssetKind, number>> = own.data?.counts ?? {};
  return (
    <Page>
      <div className={classes.layout}>
        <nav className={classes.parts} aria-label={t("parts")}>
          {account ? (
            <PageLink href="/settings" className={classes.account}>
              <NamespaceAvatar namespace={account} size={36} />
              <span className={classes.accountNames}>
                <strong>{account.nickname || account.name}</strong>
                {account.nickname === "" ? null : <span>{account.name}</span>}
              </span>
            </PageLink>
          ) : null}
          <PageLink
            href="/me"
            className={classes.part}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            <IconStack2 size={17} stroke={1.7} aria-hidden="true" />
            <span className={classes.partName}>{t("all")}</span>
            <Amount value={own.data && sumOf(counts)} />
          </PageLink>
          {shownKinds(counts, CREATABLE_KINDS).map((kind) => (
            <PageLink
              key={kind}
              href={`/me/${KIND_PLURALS[kind]}`}
              className={classes.part}
              activeOptions={{ includeSearch: false }}
            >
              <KindBadge kind={kind} withLabel={false} size={17} />
              <span className={classes.partName}>{t(`app:kindPlurals.${kind}`)}</span>
              <Amount value={own.data && (counts[kind] ?? 0)} />
            </PageLink>
          ))}
          <div className={classes.line} />
          <PageLink
            href="/me/favourites"
            className={classes.part}
            activeOptions={{ includeSearch: false }}
          >
            <IconHeart size={17} stroke={1.7} aria-hidden="true" />
            <span className={classes.partName}>{t("favourites")}</span>
            <Amount value={favourites.data && sumOf(favourites.data)} />
          </PageLink>
        </nav>
        <div className={classes.content}>
          <Outlet />
        </div>
      </div>
    </Page>
  );
}

function Amount({ value }: { value: number | undefined }) {
  return (
    <span className={classes.amount}>{value === undefined ? null : <Count value={value} />}</span>
  );
}
