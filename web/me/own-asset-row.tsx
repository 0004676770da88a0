import { ActionIcon, Menu } from "@mantine/core";
import {
  IconBookmark,
  IconDots,
  IconDownload,
  IconHeart,
  IconPencil,
  IconSettings,
  IconUpload,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { assetHref, settingsHref } from "../app/addresses.ts";
import { useAccount } from "../app/session.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { AssetMarks } from "../assets/cards/asset-marks.tsx";
import { fullNameOf, titleOf } from "../assets/title.ts";
import { KindBadge } from "../ui/kind-badge.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { Count, RelativeTime } from "../ui/values.tsx";
import classes from "./me.module.css";

export function OwnAssetRow({ asset }: { asset: AssetSummary }) {
  const { t, i18n } = useTranslation(["me", "assets"]);
  const mayWrite = useMayWrite(asset.owner.name);
  return (
    <li className={classes.row}>
      <KindBadge kind={asset.kind} withLabel={false} size={20} />
      <div className={classes.rowWords}>
        <div className={classes.rowTitle}>
          <PageLink href={assetHref(addressOf(asset))} className={classes.name}>
            {titleOf(asset, i18n.language)}
          </PageLink>
          <AssetMarks asset={asset} />
        </div>
        <div className={classes.facts}>
          <span>{fullNameOf(asset)}</span>
          <span>
            {t("updated")} <RelativeTime value={asset.updatedAt} />
          </span>
          <span className={classes.fact} title={t("assets:downloads")}>
            <IconDownload size={13} aria-label={t("assets:downloads")} />
            <Count value={asset.downloads} />
          </span>
          <span className={classes.fact} title={t("assets:facts.subscriptions")}>
            <IconBookmark size={13} aria-label={t("assets:facts.subscriptions")} />
            <Count value={asset.subscriptions} />
          </span>
          <span className={classes.fact} title={t("assets:favourites")}>
            <IconHeart size={13} aria-label={t("assets:favourites")} />
            <Count value={asset.favourites} />
          </span>
        </div>
      </div>
      {mayWrite ? <RowMenu asset={asset} /> : null}
    </li>
  );
}

/** One's own account, and organisations in which one is more than a member. */
function useMayWrite(owner: string): boolean {
  const account = useAccount();
  if (!account) return false;
  const organisation = account.organisations.find(({ name }) => name === owner);
  return owner === account.name || (organisation !== undefined && organisation.role !== "member");
}

/** The ways to act; the pages they lead to know what this viewer may do. */
function RowMenu({ asset }: { asset: AssetSummary }) {
  const { t } = useTranslation(["me", "app"]);
  const address = addressOf(asset);
  const base = assetHref(address);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("actionsFor", { name: asset.name })}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={PageLink}
          href={`${base}/upload`}
          leftSection={<IconUpload size={15} />}
        >
          {t("upload")}
        </Menu.Item>
        <Menu.Item
          component={PageLink}
          href={`${base}/edit`}
          leftSection={<IconPencil size={15} />}
        >
          {t("editCard")}
        </Menu.Item>
        <Menu.Item
          component={PageLink}
          href={settingsHref(address)}
          leftSection={<IconSettings size={15} />}
        >
          {t("manage")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
