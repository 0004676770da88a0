import { IconMusic, IconPhotoOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "#contract/repositories/media.ts";
import { contentHref } from "../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import classes from "./gallery.module.css";

/** Many pictures are drawn at once here: larger ones wait until they are opened. */
const MAX_TILE_PIXELS = 40_000_000;

type TileProps = { item: MediaItem; commit: string; onOpen: () => void };

/** A picture of the grid, or in its place the reason why it is not shown. */
export function Tile({ item, commit, onOpen }: TileProps) {
  const { t } = useTranslation("previews-media");
  return (
    <button
      type="button"
      className={classes.open}
      onClick={onOpen}
      aria-label={t("gallery.open", { name: item.name })}
    >
      <span className={classes.frame}>
        <Picture key={item.path} item={item} commit={commit} />
      </span>
      <span className={classes.name} title={item.path}>
        {item.name}
      </span>
      <span className={classes.label}>{item.label ?? item.fields[0]?.value}</span>
    </button>
  );
}

function Picture({ item, commit }: Pick<TileProps, "commit" | "item">) {
  const { t } = useTranslation("previews-media");
  const address = addressOf(useAsset());
  const [hasFailed, setHasFailed] = useState(false);
  if (item.type === "audio") return <IconMusic size={36} stroke={1.4} aria-hidden="true" />;
  const pixels = (item.picture?.width ?? 0) * (item.picture?.height ?? 0);
  const isLarge = item.refusal === null && pixels > MAX_TILE_PIXELS;
  const refusal = item.refusal ?? (isLarge ? "too-many-pixels" : hasFailed ? "unreadable" : null);
  if (refusal !== null) {
    return (
      <span className={classes.refusal}>
        <IconPhotoOff size={26} stroke={1.4} aria-hidden="true" />
        {t(`gallery.refusals.${refusal}`)}
      </span>
    );
  }
  return (
    <img
      src={contentHref(address, { revision: commit, path: item.path })}
      alt=""
      loading="lazy"
      decoding="async"
      onError={() => setHasFailed(true)}
    />
  );
}
