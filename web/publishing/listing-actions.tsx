import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { useChange } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast, useProblemToast } from "../ui/toast.ts";
import { PublishButton } from "./publish-button.tsx";
import classes from "./publishing.module.css";
import { STALE_AFTER_MOVE } from "./use-listing.ts";

/** The moves that this state allows this viewer. */
export function ListingActions({ asset, listing }: { asset: Asset; listing: Listing }) {
  const { abilities } = asset;
  return (
    <div className={classes.actions}>
      <PublishButton asset={asset} />
      {listing.state === "publish-failed" ? <RetryButton asset={asset} /> : null}
      {abilities.withdraw ? <WithdrawButton asset={asset} /> : null}
      {abilities.unlist ? <UnlistButton asset={asset} /> : null}
      {abilities.relist ? <RelistButton asset={asset} /> : null}
    </div>
  );
}

function RetryButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation("publishing");
  const onError = useProblemToast();
  const retry = useChange("publishing.retry-publishing", { stale: STALE_AFTER_MOVE });
  return (
    <Button
      variant="default"
      loading={retry.isPending}
      onClick={() => retry.mutate({ params: addressOf(asset) }, { onError })}
    >
      {t("retry")}
    </Button>
  );
}

function WithdrawButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation("publishing");
  const [isOpen, dialog] = useDisclosure(false);
  const withdraw = useChange("publishing.withdraw-listing", {
    stale: STALE_AFTER_MOVE,
    onSuccess: () => toast(t("withdraw.done")),
  });
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t("withdraw.action")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("withdraw.title")}
        action={t("withdraw.action")}
        isRunning={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate({ params: addressOf(asset) })}
      >
        {t("withdraw.text")}
      </ConfirmDialog>
    </>
  );
}

/** PUB-3: off the shelf, after a word about what that means. */
export function UnlistButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation("publishing");
  const [isOpen, dialog] = useDisclosure(false);
  const unlist = useChange("publishing.unlist-asset", {
    stale: STALE_AFTER_MOVE,
    onSuccess: () => toast(t("unlist.done", { name: asset.fullName })),
  });
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t("unlist.action")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("unlist.title", { name: asset.fullName })}
        action={t("unlist.action")}
        isDangerous
        isRunning={unlist.isPending}
        error={unlist.error}
        onConfirm={() => unlist.mutate({ params: addressOf(asset) })}
      >
        {t("unlist.text")}
      </ConfirmDialog>
    </>
  );
}

function RelistButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation(["publishing", "assets"]);
  const [isOpen, dialog] = useDisclosure(false);
  const relist = useChange("publishing.relist-asset", {
    stale: STALE_AFTER_MOVE,
    onSuccess: () => toast(t("relist.done", { name: asset.fullName })),
  });
  return (
    <>
      <Button onClick={dialog.open}>{t("relist.action")}</Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("relist.title", { name: asset.fullName })}
        action={t("relist.action")}
        isRunning={relist.isPending}
        error={relist.error}
        onConfirm={() => relist.mutate({ params: addressOf(asset) })}
      >
        {t("relist.text", { audience: t(`audiences.${asset.visibility}`) })}
      </ConfirmDialog>
    </>
  );
}
