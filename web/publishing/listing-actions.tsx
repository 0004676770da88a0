import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { useChange } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { useProblemToast } from "../ui/toast.ts";
import { RelistDialog, UnlistDialog, WithdrawDialog } from "./move-dialogs.tsx";
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
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t("withdraw.action")}
      </Button>
      <WithdrawDialog asset={asset} isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}

export function UnlistButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation("publishing");
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t("unlist.action")}
      </Button>
      <UnlistDialog asset={asset} isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}

function RelistButton({ asset }: { asset: Asset }) {
  const { t } = useTranslation("publishing");
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <Button onClick={dialog.open}>{t("relist.action")}</Button>
      <RelistDialog asset={asset} isOpen={isOpen} onClose={dialog.close} />
    </>
  );
}
