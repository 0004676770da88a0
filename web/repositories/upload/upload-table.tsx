import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Limits } from "./limits.ts";
import type { UploadItem } from "./upload-item.ts";
import type { UploadQueue } from "./upload-queue.ts";
import { UploadRow } from "./upload-row.tsx";
import classes from "./upload.module.css";

const ROW_HEIGHT = 60;

type UploadTableProps = {
  queue: UploadQueue;
  items: readonly UploadItem[];
  limits: Limits | undefined;
};

/** One row per file; only those in view exist, so that thousands scroll like ten. */
export function UploadTable({ queue, items, limits }: UploadTableProps) {
  const { t } = useTranslation("uploads");
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  return (
    <div ref={box} className={classes.table}>
      <ul className={classes.rows} aria-label={t("table")} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item ? (
            <li
              key={key}
              className={classes.row}
              data-state={item.state}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
            >
              <UploadRow queue={queue} item={item} limits={limits} />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}
