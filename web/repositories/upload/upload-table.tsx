import { SegmentedControl } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../ui/format.ts";
import type { Limits } from "./queue/limits.ts";
import { isRunning, replaces, type UploadItem } from "./queue/upload-item.ts";
import type { UploadQueue } from "./queue/upload-queue.ts";
import type { UploadSnapshot } from "./queue/upload-store.ts";
import type { UploadTotals } from "./queue/upload-totals.ts";
import { UploadRow } from "./upload-row.tsx";
import classes from "./upload.module.css";

const ROW_HEIGHT = 60;

const FILTERS = {
  all: () => true,
  active: isRunning,
  problems: ({ state }: UploadItem) =>
    state === "failed" || state === "refused" || state === "missing",
  replaced: replaces,
  ready: ({ state }: UploadItem) => state === "stored" || state === "same" || state === "kept",
} satisfies Record<string, (item: UploadItem) => boolean>;
type Filter = keyof typeof FILTERS;

type UploadTableProps = {
  queue: UploadQueue;
  snapshot: UploadSnapshot;
  limits: Limits | undefined;
};

/** One row per file; only those in view exist, so that thousands scroll like ten. */
export function UploadTable({ queue, snapshot, limits }: UploadTableProps) {
  const { t } = useTranslation("uploads");
  const box = useRef<HTMLDivElement>(null);
  const [chosen, setFilter] = useState<Filter>("all");
  const counts = countsOf(snapshot.totals);
  const filter = counts[chosen] === 0 ? "all" : chosen;
  const ids = useMemo(() => {
    if (filter === "all") return snapshot.ids;
    return snapshot.ids.filter((id) => {
      const item = queue.get(id);
      return item !== undefined && FILTERS[filter](item);
    });
  }, [queue, snapshot, filter]);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    getItemKey: (index) => ids[index] ?? index,
  });
  return (
    <section>
      {snapshot.ids.length > 1 ? (
        <FilterBar filter={filter} counts={counts} onChange={setFilter} />
      ) : null}
      <div ref={box} className={classes.table}>
        <ul
          className={classes.rows}
          aria-label={t("table")}
          style={{ height: rows.getTotalSize() }}
        >
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const item = queue.get(ids[index] ?? -1);
            return item ? (
              <li
                key={key}
                className={classes.row}
                data-state={item.state}
                aria-setsize={ids.length}
                aria-posinset={index + 1}
                style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              >
                <UploadRow queue={queue} item={item} limits={limits} />
              </li>
            ) : null;
          })}
        </ul>
      </div>
    </section>
  );
}

function countsOf(totals: UploadTotals): Record<Filter, number> {
  return {
    all: totals.count + totals.refused,
    active: totals.running,
    problems: totals.failed + totals.refused + totals.missing,
    replaced: totals.replaced,
    ready: totals.stored + totals.same + totals.kept,
  };
}

type FilterBarProps = {
  filter: Filter;
  counts: Record<Filter, number>;
  onChange: (filter: Filter) => void;
};

function FilterBar({ filter, counts, onChange }: FilterBarProps) {
  const { t, i18n } = useTranslation("uploads");
  const shown = (Object.keys(FILTERS) as Filter[]).filter(
    (each) => each === "all" || counts[each] > 0,
  );
  return (
    <div className={classes.filters}>
      <SegmentedControl
        size="xs"
        aria-label={t("filter")}
        value={filter}
        onChange={(value) => onChange(value)}
        data={shown.map((value) => ({
          value,
          label: `${t(`filters.${value}`)} ${formatCount(counts[value], i18n.language)}`,
        }))}
      />
    </div>
  );
}
