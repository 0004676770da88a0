import { useTranslation } from "react-i18next";
import type { ColumnStatistics, TableColumn } from "#contract/repositories/table.ts";
import { formatExact } from "../../../../ui/format.ts";
import { isNumeric, useColumnName } from "./column-names.ts";
import { FilterForm } from "./filter-form.tsx";
import type { TableState } from "./table-search.ts";
import classes from "./table.module.css";

type DetailsProps = {
  column: TableColumn;
  table: TableState;
  statistics: ColumnStatistics | undefined;
  isSample: boolean;
  onDone: () => void;
};

/** What is known of a column, and how to filter by it. */
export function ColumnDetails({ column, table, statistics, isSample, onDone }: DetailsProps) {
  const { t } = useTranslation("previews-table");
  const name = useColumnName()(column);
  return (
    <div className={classes.details}>
      <div>
        <strong className={classes.detailsName}>{name}</strong>
        <span className={classes.quiet}>
          {[t(`types.${column.type}`), column.storedAs].filter(Boolean).join(" · ")}
        </span>
      </div>
      <FilterForm {...{ column, table, onDone }} />
      {statistics ? (
        <>
          <Figures {...{ column, statistics }} />
          <TopValues {...{ column, table, statistics, onDone }} />
          {isSample ? <p className={classes.quiet}>{t("ofSample")}</p> : null}
        </>
      ) : null}
    </div>
  );
}

function Figures({ column, statistics }: { column: TableColumn; statistics: ColumnStatistics }) {
  const { t, i18n } = useTranslation("previews-table");
  const { filled, empty, misfits, distinct, min, max, mean } = statistics;
  const exact = (count: number) => formatExact(count, i18n.language);
  const average = mean === null ? null : String(Number(mean.toPrecision(6)));
  const figures = {
    filled: exact(filled),
    empty: exact(empty),
    misfits: misfits === 0 ? null : exact(misfits),
    distinct:
      distinct &&
      (distinct.isExact ? exact(distinct.count) : t("about", { count: exact(distinct.count) })),
    min,
    max,
    mean: isNumeric(column.type) ? average : null,
  };
  return (
    <dl className={classes.figures}>
      {Object.entries(figures).map(([figure, value]) =>
        value === null ? null : (
          <div key={figure}>
            <dt>{t(`figures.${figure as keyof typeof figures}`)}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

type TopProps = Omit<DetailsProps, "isSample" | "statistics"> & { statistics: ColumnStatistics };

function TopValues({ column, table, statistics: { top, filled }, onDone }: TopProps) {
  const { t, i18n } = useTranslation("previews-table");
  if (top === null || top.length === 0) return null;
  const { search, choose } = table;
  const others = search.filters.filter((filter) => filter.column !== column.index);
  return (
    <div>
      <div className={classes.quiet}>{t("mostFrequent")}</div>
      <ul className={classes.top}>
        {top.map(({ value, count }) => (
          <li key={value}>
            <button
              type="button"
              className={classes.topValue}
              title={t("onlyThis", { value })}
              onClick={() => {
                const filter = { column: column.index, operator: "eq", value } as const;
                choose({ filters: [...others, filter] });
                onDone();
              }}
            >
              <span className={classes.topBar} style={{ width: `${(count / filled) * 100}%` }} />
              <span className={classes.topText}>{value === "" ? t("emptyText") : value}</span>
              <span className={classes.topCount}>{formatExact(count, i18n.language)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
