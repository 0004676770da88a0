import { useLocation } from "@tanstack/react-router";
import {
  IconArticle,
  IconChartBar,
  IconDatabase,
  IconFileText,
  IconFolder,
  IconHistory,
  IconLink,
  IconMessageCircle,
  IconMessages,
  IconPackageExport,
  IconSettings,
  IconShieldLock,
  IconTags,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { relatedKindsOf } from "#contract/community/related-kinds.ts";
import type { Address } from "#contract/fields.ts";
import {
  assetHref,
  assetPageHref,
  discussionHref,
  revisionHref,
  settingsHref,
  statisticsHref,
  storageHref,
  versionsHref,
} from "../../app/addresses.ts";
import { useCall } from "../../app/gallery.ts";
import { useNewestVersion } from "../../publishing/versions/use-versions.ts";
import classes from "./asset-header.module.css";
import { usePapers } from "./paper/use-papers.ts";
import { Tab } from "./tab.tsx";
import { addressOf } from "./use-asset.ts";

/** First segments of the pages that belong to a tab. */
const FILE_PAGES = ["tree", "blob", "upload"];
const HISTORY_PAGES = ["commits", "commit", "compare"];

type TabsProps = {
  asset: Asset;
  address: Address;
  /** The first segment of the page that is shown. */
  page: string;
};

/** DIS-4: the pages of an asset that this viewer has. */
export function AssetTabs({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  const address = addressOf(asset);
  const base = assetHref(address);
  const page = useLocation({
    select: ({ pathname }) => pathname.split("/")[base.split("/").length] ?? "",
  });
  const tabs = { asset, address, page };
  return (
    <nav className={classes.tabs} aria-label={t("tabs.label")}>
      <Tab href={base} icon={IconFileText} isChosen={page === "" || page === "edit"}>
        {t("tabs.card")}
      </Tab>
      <FileTabs {...tabs} />
      <VersionsTab {...tabs} />
      <OfferTabs {...tabs} />
      <PaperTab {...tabs} />
      <Tab
        href={assetPageHref(address, "comments")}
        icon={IconMessageCircle}
        isChosen={page === "comments"}
      >
        {t("tabs.comments")}
      </Tab>
      {asset.abilities.read ? <DiscussionsTab {...tabs} /> : null}
      <OwnerTabs {...tabs} />
    </nav>
  );
}

function FileTabs({ asset, address, page }: TabsProps) {
  const { t } = useTranslation("assets");
  const at = { revision: asset.defaultBranch };
  if (!asset.abilities.read) return null;
  return (
    <>
      <Tab
        href={revisionHref(address, "tree", at)}
        icon={IconFolder}
        isChosen={FILE_PAGES.includes(page)}
        count={asset.fileCount}
      >
        {t("tabs.files")}
      </Tab>
      <Tab
        href={revisionHref(address, "commits", at)}
        icon={IconHistory}
        isChosen={HISTORY_PAGES.includes(page)}
      >
        {t("tabs.history")}
      </Tab>
    </>
  );
}

/** Nothing where there is no version and this viewer cannot add one. */
function VersionsTab({ address, page }: TabsProps) {
  const { t } = useTranslation("assets");
  const isChosen = page === "versions";
  const versions = useNewestVersion(address);
  const isShown = versions !== undefined && (versions.canAdd || versions.items.length > 0);
  if (!isShown && !isChosen) return null;
  return (
    <Tab href={versionsHref(address)} icon={IconTags} isChosen={isChosen}>
      {t("tabs.versions")}
    </Tab>
  );
}

/** What one gets, under which conditions, and with what it goes. An article is read, no more. */
function OfferTabs({ asset, address, page }: TabsProps) {
  const { t } = useTranslation("assets");
  const isRead = asset.kind === "article";
  return (
    <>
      {isRead ? null : (
        <>
          <Tab
            href={assetPageHref(address, "delivery")}
            icon={IconPackageExport}
            isChosen={page === "delivery"}
          >
            {t("tabs.delivery")}
          </Tab>
          <Tab
            href={assetPageHref(address, "restrictions")}
            icon={IconShieldLock}
            isChosen={page === "restrictions"}
          >
            {t("tabs.restrictions")}
          </Tab>
        </>
      )}
      {relatedKindsOf(asset.kind).length > 0 ? (
        <Tab href={assetPageHref(address, "related")} icon={IconLink} isChosen={page === "related"}>
          {t("tabs.related")}
        </Tab>
      ) : null}
    </>
  );
}

/** Nothing where there is no paper. */
function PaperTab({ asset, address, page }: TabsProps) {
  const { t } = useTranslation("assets");
  const { papers } = usePapers(asset);
  const isChosen = page === "paper";
  if (!isChosen && (papers === undefined || papers.length === 0)) return null;
  return (
    <Tab href={assetPageHref(address, "paper")} icon={IconArticle} isChosen={isChosen}>
      {t("tabs.paper")}
    </Tab>
  );
}

/** With what is open; nothing where they are switched off and were never used. */
function DiscussionsTab({ address, page }: TabsProps) {
  const { t } = useTranslation("assets");
  const { data: board } = useCall("community.get-board", { params: address });
  const counts = board ? [board.discussions, board.pullRequests] : [];
  const open = counts.reduce((sum, count) => sum + count.open, 0);
  const all = counts.reduce((sum, count) => sum + count.open + count.closed, 0);
  if (board?.isOpen === false && !board.canConfigure && all === 0) return null;
  return (
    <Tab
      href={discussionHref(address)}
      icon={IconMessages}
      isChosen={page === "discussions"}
      count={open}
    >
      {t("tabs.discussions")}
    </Tab>
  );
}

function OwnerTabs({ asset, address, page }: TabsProps) {
  const { t } = useTranslation("assets");
  const { write, manage } = asset.abilities;
  return (
    <>
      {write ? (
        <Tab href={storageHref(address)} icon={IconDatabase} isChosen={page === "storage"}>
          {t("tabs.storage")}
        </Tab>
      ) : null}
      {manage ? (
        <>
          <Tab href={statisticsHref(address)} icon={IconChartBar} isChosen={page === "statistics"}>
            {t("tabs.statistics")}
          </Tab>
          <Tab href={settingsHref(address)} icon={IconSettings} isChosen={page === "settings"}>
            {t("tabs.settings")}
          </Tab>
        </>
      ) : null}
    </>
  );
}
