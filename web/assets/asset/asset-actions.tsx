import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCode, IconDownload, IconUpload } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { archiveHref, assetHref } from "../../app/addresses.ts";
import { PublishButton } from "../../publishing/publish-button.tsx";
import { SubscribeButton } from "../../subscriptions/subscribe-button.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { FavouriteButton } from "../favourite-button.tsx";
import classes from "./asset-header.module.css";
import { addressOf } from "./use-asset.ts";

const UseDialog = lazy(async () => ({
  default: (await import("../use/use-dialog.tsx")).UseDialog,
}));

/** What this viewer may do with the asset, in one place. */
export function AssetActions({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  const address = addressOf(asset);
  // An article is read here: what one does with it stands below its text.
  const isRead = asset.kind === "article" && asset.abilities.read;
  const hasFiles = asset.abilities.read && asset.fileCount > 0 && !isRead;
  return (
    <div className={classes.actions}>
      {asset.abilities.favourite && !isRead ? <FavouriteButton asset={asset} /> : null}
      {asset.state === "published" || asset.state === "unlisted" ? (
        <Suspense fallback={null}>
          <SubscribeButton asset={asset} />
        </Suspense>
      ) : null}
      {asset.abilities.manage ? <PublishButton asset={asset} /> : null}
      {asset.abilities.write && !isRead ? (
        <Button
          component={PageLink}
          href={`${assetHref(address)}/upload`}
          variant="default"
          leftSection={<IconUpload size={16} />}
        >
          {t("actions.upload")}
        </Button>
      ) : null}
      {hasFiles ? (
        <>
          <Button
            component="a"
            href={archiveHref(address, { revision: asset.defaultBranch })}
            download=""
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t("actions.download")}
          </Button>
          <UseButton asset={asset} />
        </>
      ) : null}
    </div>
  );
}

function UseButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconCode size={16} />} onClick={dialog.open}>
        {t("actions.use")}
      </Button>
      {isOpen ? (
        <Suspense>
          <UseDialog asset={asset} isOpen={isOpen} onClose={dialog.close} />
        </Suspense>
      ) : null}
    </>
  );
}
