import { ActionIcon, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLinkOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { RelatedAsset } from "#contract/community/related.ts";
import { useChange } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { AssetRow } from "../../assets/cards/asset-card.tsx";
import { fullNameOf } from "../../assets/title.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "./related.module.css";

type LinkedRowProps = { asset: Asset; link: RelatedAsset };

/** An asset at the other end of a link, and for who manages this side the way to take it away. */
export function LinkedRow({ asset, link }: LinkedRowProps) {
  const { t } = useTranslation("related");
  const [isAsked, dialog] = useDisclosure(false);
  const name = link.asset === null ? link.id : fullNameOf(link.asset);
  return (
    <li className={classes.row}>
      <div className={classes.entry}>
        {link.asset === null ? (
          <p className={classes.hidden}>
            <code>{link.id}</code> {t("hidden")}
          </p>
        ) : (
          <AssetRow asset={link.asset} />
        )}
      </div>
      {asset.abilities.manage ? (
        <Tooltip label={t("unlink.label", { name })}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("unlink.label", { name })}
            onClick={dialog.open}
          >
            <IconLinkOff size={17} />
          </ActionIcon>
        </Tooltip>
      ) : null}
      {isAsked ? (
        <UnlinkDialog asset={asset} link={link} name={name} onClose={dialog.close} />
      ) : null}
    </li>
  );
}

type UnlinkDialogProps = LinkedRowProps & { name: string; onClose: () => void };

function UnlinkDialog({ asset, link, name, onClose }: UnlinkDialogProps) {
  const { t } = useTranslation("related");
  const unlink = useChange("community.unlink-asset", {
    stale: ["community.list-related-assets"],
    onSuccess: () => {
      toast(t("unlink.done"));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t("unlink.title", { name })}
      action={t("unlink.action")}
      isRunning={unlink.isPending}
      error={unlink.error}
      onConfirm={() => unlink.mutate({ params: { ...addressOf(asset), id: link.id } })}
    >
      {t(link.isOwn ? "unlink.text" : "unlink.textOther")}
    </ConfirmDialog>
  );
}
