import { lazy, Suspense } from "react";
import type { OwnAsset } from "#contract/assets/own.ts";
import { useCall } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { DeleteDialog } from "../assets/settings/delete-dialog.tsx";
import { RelistDialog, UnlistDialog, WithdrawDialog } from "../publishing/move-dialogs.tsx";

const PublishDialog = lazy(async () => ({
  default: (await import("../publishing/publish-dialog.tsx")).PublishDialog,
}));

export type OwnAction = "publish" | "withdraw" | "unlist" | "relist" | "delete";
export type ChosenAction = { action: OwnAction; asset: OwnAsset };

type OwnAssetActionProps = {
  /** Null: nothing is being done. */
  chosen: ChosenAction | null;
  onClose: () => void;
};

/**
 * ACC-9: the dialog of what is done to one asset of the list. It stands beside the list, so that it
 * goes on when the asset leaves the list for its new state.
 */
export function OwnAssetAction({ chosen, onClose }: OwnAssetActionProps) {
  if (chosen === null) return null;
  const { action, asset } = chosen;
  const props = { asset, isOpen: true, onClose };
  switch (action) {
    case "publish":
      return <Publication asset={asset} onClose={onClose} />;
    case "withdraw":
      return <WithdrawDialog {...props} />;
    case "unlist":
      return <UnlistDialog {...props} />;
    case "relist":
      return <RelistDialog {...props} />;
    case "delete":
      return <DeleteDialog {...props} />;
  }
}

/** The wizard asks for more than a list tells. */
function Publication({ asset, onClose }: { asset: OwnAsset; onClose: () => void }) {
  const { data } = useCall("assets.get-asset", { params: addressOf(asset) });
  if (!data) return null;
  return (
    <Suspense>
      <PublishDialog asset={data} onClose={onClose} />
    </Suspense>
  );
}
