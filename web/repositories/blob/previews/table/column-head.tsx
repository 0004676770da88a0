import { ActionIcon, Popover } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowsSort,
  IconArrowUp,
  IconDots,
  IconFilterFilled,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ColumnStatistics, TableColumn } from "#contract/repositories/table.ts";
import { ColumnChart } from "./column-chart.tsx";
import { ColumnDetails } from "./column-details.tsx";
import { isBytes, isNumeric, useColumnName } from "./column-names.ts";
import type { TableState } from "./table-search.ts";
import classes from "./table.module.css";

type HeadProps = {
  column: TableColumn;
  table: TableState;
  statistics: ColumnStatistics | undefined;
  isSample: boolean;
};

/** Name, type, share of empty values and distribution; sorts, filters and tells more. */
export function ColumnHead({ column, table, statistics, isSample }: HeadProps) {
  const { t } = useTranslation("previews-table");
  const name = useColumnName()(column);
  const [isOpen, setOpen] = useState(false);
  const { search, choose } = table;
  const isSorted = search.sort?.column === column.index;
  const direction = isSorted ? (search.sort?.isDescending ? "descending" : "ascending") : "none";
  const isFiltered = search.filters.some((filter) => filter.column === column.index);
  const sort = () => {
    const next = { none: false, ascending: true, descending: null }[direction];
    choose({ sort: next === null ? null : { column: column.index, isDescending: next } });
  };
  const SortIcon = { none: IconArrowsSort, ascending: IconArrowUp, descending: IconArrowDown }[
    direction
  ];
  return (
    <th
      scope="col"
      className={classes.head}
      aria-sort={direction}
      data-numeric={isNumeric(column.type) || undefined}
    >
      <div className={classes.headName}>
        {isBytes(column.type) ? (
          <span className={classes.name} title={name}>
            {name}
          </span>
        ) : (
          <button
            type="button"
            className={classes.sort}
            onClick={sort}
            title={t("sortBy", { name })}
          >
            <span className={classes.name}>{name}</span>
            <SortIcon size={13} className={classes.sortIcon} data-sorted={isSorted || undefined} />
          </button>
        )}
        <Popover
          opened={isOpen}
          onChange={setOpen}
          position="bottom-end"
          shadow="md"
          width={300}
          trapFocus
          withinPortal
        >
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              size={22}
              color={isFiltered ? "accent" : "gray"}
              aria-label={t("aboutColumn", { name })}
              onClick={() => setOpen(!isOpen)}
            >
              {isFiltered ? <IconFilterFilled size={13} /> : <IconDots size={15} />}
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            {isOpen ? (
              <ColumnDetails
                {...{ column, table, statistics, isSample }}
                onDone={() => setOpen(false)}
              />
            ) : null}
          </Popover.Dropdown>
        </Popover>
      </div>
      <div className={classes.type}>
        <span title={column.storedAs ?? undefined}>{t(`types.${column.type}`)}</span>
        <EmptyShare statistics={statistics} />
      </div>
      {statistics ? (
        <ColumnChart statistics={statistics} type={column.type} />
      ) : (
        <div className={classes.chart} />
      )}
    </th>
  );
}

/** Smaller shares are only told to be smaller. */
const LEAST_SHARE = 0.001;

function EmptyShare({ statistics }: { statistics: ColumnStatistics | undefined }) {
  const { t, i18n } = useTranslation("previews-table");
  const total = (statistics?.filled ?? 0) + (statistics?.empty ?? 0);
  if (statistics === undefined || statistics.empty === 0 || total === 0) return null;
  const percent = new Intl.NumberFormat(i18n.language, {
    style: "percent",
    maximumFractionDigits: 1,
  });
  const part = statistics.empty / total;
  const share = part < LEAST_SHARE ? `<${percent.format(LEAST_SHARE)}` : percent.format(part);
  return <span className={classes.emptyShare}>{t("emptyShare", { share })}</span>;
}
