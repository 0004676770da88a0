import { useEffect, useEffectEvent } from "react";
import type { Asset } from "#contract/assets/asset.ts";
import { gallery } from "../../app/gallery.ts";
import { addressOf } from "./use-asset.ts";

/**
 * DIS-10: tells the gallery once that somebody looks at an asset, when its page is shown: what is
 * only loaded ahead of a click is no view. Whether it counts is the server's to know.
 */
export function useNotedView(asset: Asset | undefined): void {
  const id = asset?.id;
  const note = useEffectEvent(() => {
    if (asset === undefined || asset.abilities.write) return;
    gallery.call("assets.note-view", { params: addressOf(asset) }).catch(() => {
      // A view that was not counted is nothing that its reader should hear of.
    });
  });
  useEffect(() => {
    if (id !== undefined) note();
  }, [id]);
}
