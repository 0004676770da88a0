import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./gallery.module.css";
import { type MediaListProps, useWindowRows } from "./media-list.ts";
import { Tile } from "./tile.tsx";

/** Pixels: the least width of a tile, the space between two, and the two lines below a picture. */
const TILE_WIDTH = 168;
const PHONE_TILE_WIDTH = 104;
const GAP = 12;
const CAPTION = 44;

/** Square pictures in as many columns as fit. */
export function PictureGrid({ items, commit, onOpen, onEnd }: MediaListProps) {
  const { t } = useTranslation("previews-media");
  const box = useRef<HTMLUListElement>(null);
  const { ref: sizeRef, width } = useElementSize();
  const ref = useMergedRef(box, sizeRef);
  const least = width < 560 ? PHONE_TILE_WIDTH : TILE_WIDTH;
  const columns = Math.max(2, Math.floor((width + GAP) / (least + GAP)));
  const side = Math.max(1, (width - GAP * (columns - 1)) / columns);
  const { rows, top } = useWindowRows({
    box,
    count: width === 0 ? 0 : Math.ceil(items.length / columns),
    rowHeight: side + CAPTION + GAP,
    onEnd,
  });
  return (
    <div className={classes.grid}>
      <ul
        ref={ref}
        className={classes.tiles}
        style={{ height: rows.getTotalSize() }}
        aria-label={t("gallery.gallery")}
      >
        {rows.getVirtualItems().flatMap(({ index: row, start }) =>
          items.slice(row * columns, (row + 1) * columns).map((item, column) => (
            <li
              key={item.path}
              className={classes.tile}
              style={{
                width: side,
                height: side + CAPTION,
                transform: `translate(${column * (side + GAP)}px, ${start - top}px)`,
              }}
              aria-setsize={items.length}
              aria-posinset={row * columns + column + 1}
            >
              <Tile item={item} commit={commit} onOpen={() => onOpen(row * columns + column)} />
            </li>
          )),
        )}
      </ul>
    </div>
  );
}
