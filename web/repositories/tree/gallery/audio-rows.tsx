import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "#contract/repositories/media.ts";
import { contentHref } from "../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import classes from "./gallery.module.css";
import { type MediaListProps, useWindowRows } from "./media-list.ts";

/** Pixels; the same as `.audioRow` in the stylesheet. */
const ROW_HEIGHT = 104;

/** Recordings below one another, each with its player and what is said of it. */
export function AudioRows({ items, commit, onOpen, onEnd }: MediaListProps) {
  const { t } = useTranslation("previews-media");
  const box = useRef<HTMLUListElement>(null);
  const { rows, top } = useWindowRows({ box, count: items.length, rowHeight: ROW_HEIGHT, onEnd });
  return (
    <ul
      ref={box}
      className={classes.tiles}
      style={{ height: rows.getTotalSize() }}
      aria-label={t("gallery.gallery")}
    >
      {rows.getVirtualItems().map(({ index, start }) => {
        const item = items[index];
        return item ? (
          <li
            key={item.path}
            className={classes.audioRow}
            style={{ transform: `translateY(${start - top}px)` }}
            aria-setsize={items.length}
            aria-posinset={index + 1}
          >
            <Recording item={item} commit={commit} onOpen={() => onOpen(index)} />
          </li>
        ) : null;
      })}
    </ul>
  );
}

type RecordingProps = { item: MediaItem; commit: string; onOpen: () => void };

function Recording({ item, commit, onOpen }: RecordingProps) {
  const { t } = useTranslation("previews-media");
  const text = item.fields.map(({ value }) => value).join(" · ");
  return (
    <>
      <div className={classes.about}>
        <button
          type="button"
          className={classes.audioName}
          onClick={onOpen}
          aria-label={t("gallery.open", { name: item.name })}
        >
          {item.name}
        </button>
        {item.label === null ? null : <span className={classes.badge}>{item.label}</span>}
        <p className={classes.text} title={text}>
          {text}
        </p>
      </div>
      {item.type === "audio" ? <Player item={item} commit={commit} /> : null}
    </>
  );
}

/** Nothing is fetched before somebody plays it. */
export function Player({ item, commit }: { item: MediaItem; commit: string }) {
  const { t } = useTranslation("previews-media");
  const address = addressOf(useAsset());
  const [hasFailed, setHasFailed] = useState(false);
  if (hasFailed) return <span className={classes.refusal}>{t("gallery.unplayable")}</span>;
  return (
    <audio
      className={classes.player}
      controls
      preload="none"
      src={contentHref(address, { revision: commit, path: item.path })}
      aria-label={t("media.audio", { name: item.name })}
      onError={() => setHasFailed(true)}
    />
  );
}
