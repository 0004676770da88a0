import { useLocation } from "@tanstack/react-router";
import {
  IconChartBar,
  IconDatabase,
  IconFileText,
  IconFolder,
  IconHistory,
  IconMessages,
  IconSettings,
  IconTags,
} from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import {
  assetHref,
  discussionHref,
  revisionHref,
  settingsHref,
  statisticsHref,
  storageHref,
  versionsHref,
} from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { useNewestVersion } from "../../publishing/versions/use-versions.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { Count } from "../../ui/values.tsx";
import classes from "./asset-header.module.css";
import { addressOf } from "./use-asset.ts";

/** First segments of the pages that belong to a tab. */
const FILE_PAGES = ["tree", "blob", "upload"];
const HISTORY_PAGES = ["commits", "commit", "compare"];

export function AssetTabs({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  const address = addressOf(asset);
  const base = assetHref(address);
  const page = useLocation({
    select: ({ pathname }) => pathname.split("/")[base.split("/").length] ?? "",
  });
  const at = { revision: asset.defaultBranch };
  return (
    <nav className={classes.tabs} aria-label={t("tabs.label")}>
      <Tab href={base} isChosen={page === "" || page === "edit"}>
        <IconFileText size={16} aria-hidden="true" />
        {t("tabs.card")}
      </Tab>
      <VersionsTab address={address} isChosen={page === "versions"} />
      {asset.abilities.read ? (
        <>
          <Tab href={revisionHref(address, "tree", at)} isChosen={FILE_PAGES.includes(page)}>
            <IconFolder size={16} aria-hidden="true" />
            {t("tabs.files")}
            <span className={classes.tabCount}>
              <Count value={asset.fileCount} />
            </span>
          </Tab>
          <Tab href={revisionHref(address, "commits", at)} isChosen={HISTORY_PAGES.includes(page)}>
            <IconHistory size={16} aria-hidden="true" />
            {t("tabs.history")}
          </Tab>
          <DiscussionsTab address={address} isChosen={page === "discussions"} />
        </>
      ) : null}
      {asset.abilities.write ? (
        <Tab href={storageHref(address)} isChosen={page === "storage"}>
          <IconDatabase size={16} aria-hidden="true" />
          {t("tabs.storage")}
        </Tab>
      ) : null}
      {asset.abilities.manage ? (
        <Tab href={statisticsHref(address)} isChosen={page === "statistics"}>
          <IconChartBar size={16} aria-hidden="true" />
          {t("tabs.statistics")}
        </Tab>
      ) : null}
      {asset.abilities.manage ? (
        <Tab href={settingsHref(address)} isChosen={page === "settings"}>
          <IconSettings size={16} aria-hidden="true" />
          {t("tabs.settings")}
        </Tab>
      ) : null}
    </nav>
  );
}

type InnerTabProps = { address: Address; isChosen: boolean };

/** Nothing where there is no version and this viewer cannot add one. */
function VersionsTab({ address, isChosen }: InnerTabProps) {
  const { t } = useTranslation("assets");
  const versions = useNewestVersion(address);
  const isShown = versions !== undefined && (versions.canAdd || versions.items.length > 0);
  if (!isShown && !isChosen) return null;
  return (
    <Tab href={versionsHref(address)} isChosen={isChosen}>
      <IconTags size={16} aria-hidden="true" />
      {t("tabs.versions")}
    </Tab>
  );
}

/** With what is open; nothing where they are switched off and were never used. */
function DiscussionsTab({ address, isChosen }: InnerTabProps) {
  const { t } = useTranslation("assets");
  const { data: board } = useCall("community.get-board", { params: address });
  const counts = board ? [board.discussions, board.pullRequests] : [];
  const open = counts.reduce((sum, count) => sum + count.open, 0);
  const all = counts.reduce((sum, count) => sum + count.open + count.closed, 0);
  if (board?.isOpen === false && !board.canConfigure && all === 0) return null;
  return (
    <Tab href={discussionHref(address)} isChosen={isChosen}>
      <IconMessages size={16} aria-hidden="true" />
      {t("tabs.discussions")}
      {open > 0 ? (
        <span className={classes.tabCount}>
          <Count value={open} />
        </span>
      ) : null}
    </Tab>
  );
}

type TabProps = { href: string; isChosen: boolean; children: ReactNode };

function Tab({ href, isChosen, children }: TabProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isChosen) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isChosen]);
  return (
    <PageLink
      ref={link}
      href={href}
      className={classes.tab}
      aria-current={isChosen ? "page" : undefined}
      data-chosen={isChosen || undefined}
    >
      {children}
    </PageLink>
  );
}
