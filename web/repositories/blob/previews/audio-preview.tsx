import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { contentHref } from "../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import classes from "./media/media.module.css";
import { Unplayable } from "./media/unplayable.tsx";
import { usePlayer } from "./media/use-player.ts";

/** The browser's own player, which reads by byte ranges. */
export function AudioPreview({ file }: { file: FileDetail }) {
  const { t } = useTranslation("previews-media");
  const href = contentHref(addressOf(useAsset()), { revision: file.commit, path: file.path });
  const { hasFailed, ...player } = usePlayer<HTMLAudioElement>(href);
  if (hasFailed) return <Unplayable file={file} />;
  return (
    <div className={classes.stage}>
      <audio
        className={classes.audio}
        controls
        preload="metadata"
        aria-label={t("media.audio", { name: file.name })}
        {...player}
      />
    </div>
  );
}
