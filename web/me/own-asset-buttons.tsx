import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconArrowBackUp,
  IconChartBar,
  IconDots,
  IconPencil,
  IconSettings,
  IconTrash,
  IconUpload,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { OwnAsset } from "#contract/assets/own.ts";
import { assetHref, settingsHref, statisticsHref } from "../app/addresses.ts";
import { useChange } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { STALE_AFTER_MOVE } from "../publishing/use-listing.ts";
import { PageLink } from "../ui/page-link.tsx";
import { useProblemToast } from "../ui/toast.ts";
import classes from "./me.module.css";
import type { OwnAction } from "./own-asset-action.tsx";

type OwnAssetButtonsProps = { asset: OwnAsset; onAct: (action: OwnAction) => void };

/** The step that comes next in sight, everything else in a menu. */
export function OwnAssetButtons({ asset, onAct }: OwnAssetButtonsProps) {
  const { t } = useTranslation("publishing");
  const { abilities, state } = asset;
  return (
    <div className={classes.buttons}>
      {abilities.manage && state === "publish-failed" ? <RetryButton asset={asset} /> : null}
      {abilities.publish && state !== "publish-failed" ? (
        <Button size="xs" variant="default" onClick={() => onAct("publish")}>
          {t(state === "draft" ? "publish" : "publishAgain")}
        </Button>
      ) : null}
      {abilities.write ? <RowMenu asset={asset} onAct={onAct} /> : null}
    </div>
  );
}

function RetryButton({ asset }: { asset: OwnAsset }) {
  const { t } = useTranslation("me");
  const onError = useProblemToast();
  const retry = useChange("publishing.retry-publishing", { stale: STALE_AFTER_MOVE });
  return (
    <Button
      size="xs"
      variant="default"
      loading={retry.isPending}
      onClick={() => retry.mutate({ params: addressOf(asset) }, { onError })}
    >
      {t("retry")}
    </Button>
  );
}

function RowMenu({ asset, onAct }: OwnAssetButtonsProps) {
  const { t } = useTranslation("me");
  return (
    <Menu position="bottom-end" width={210}>
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
        <PageItems asset={asset} />
        <MoveItems asset={asset} onAct={onAct} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Ways to pages of the asset. */
function PageItems({ asset }: { asset: OwnAsset }) {
  const { t } = useTranslation(["me", "assets"]);
  const address = addressOf(asset);
  const base = assetHref(address);
  const { manage } = asset.abilities;
  // Articles are changed in their editor, from their page.
  const hasFiles = asset.kind !== "article";
  const pages = [
    { href: `${base}/upload`, icon: IconUpload, label: t("upload"), isOffered: hasFiles },
    { href: `${base}/edit`, icon: IconPencil, label: t("editCard"), isOffered: hasFiles },
    {
      href: statisticsHref(address),
      icon: IconChartBar,
      label: t("assets:tabs.statistics"),
      isOffered: manage,
    },
    { href: settingsHref(address), icon: IconSettings, label: t("manage"), isOffered: manage },
  ];
  return pages
    .filter(({ isOffered }) => isOffered)
    .map(({ href, icon: PageIcon, label }) => (
      <Menu.Item
        key={href}
        component={PageLink}
        href={href}
        leftSection={<PageIcon size={15} aria-hidden="true" />}
      >
        {label}
      </Menu.Item>
    ));
}

/** What changes its place on the shelf, or ends it. */
function MoveItems({ asset, onAct }: OwnAssetButtonsProps) {
  const { t } = useTranslation(["publishing", "me"]);
  const { abilities } = asset;
  const moves = [
    { action: "withdraw", icon: IconArrowBackUp, label: t("withdraw.action") },
    { action: "unlist", icon: IconArchive, label: t("unlist.action") },
    { action: "relist", icon: IconArchiveOff, label: t("relist.action") },
    { action: "delete", icon: IconTrash, label: t("me:delete") },
  ] as const;
  const offered = moves.filter(({ action }) => abilities[action]);
  return (
    <>
      {offered.length > 0 ? <Menu.Divider /> : null}
      {offered.map(({ action, icon: MoveIcon, label }) => (
        <Menu.Item
          key={action}
          {...(action === "delete" ? { c: "var(--negative-ink)" } : {})}
          leftSection={<MoveIcon size={15} aria-hidden="true" />}
          onClick={() => onAct(action)}
        >
          {label}
        </Menu.Item>
      ))}
    </>
  );
}
