import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import type {
  TableColumn,
  TablePage,
  TableRow,
  TableStatistics,
} from "#contract/repositories/table.ts";
import { formatExact } from "../../../../ui/format.ts";
import { CellDialog } from "./cell-dialog.tsx";
import { CellValue } from "./cell-value.tsx";
import { ColumnHead } from "./column-head.tsx";
import { isNumeric } from "./column-names.ts";
import { NUMBER_WIDTH, widthOf } from "./column-width.ts";
import type { OpenCell } from "./open-cell.ts";
import type { TableState } from "./table-search.ts";
import classes from "./table.module.css";

type GridProps = {
  file: FileDetail;
  table: TableState;
  page: TablePage;
  columns: readonly TableColumn[];
  statistics: TableStatistics | undefined;
  isLoading: boolean;
};

/** Narrower tables share the width of the page among their columns. */
const STRETCHED_WIDTH = 1100;

/** The rows: arrow keys go from cell to cell, Enter opens one. */
export function TableGrid({ file, table, page, columns, statistics, isLoading }: GridProps) {
  const { t } = useTranslation("previews-table");
  const [open, setOpen] = useState<OpenCell | null>(null);
  const figures = new Map(statistics?.columns.map((column) => [column.column, column]));
  const isSample = statistics?.isSample ?? false;
  const first = page.columns[0]?.index ?? 0;
  const widths = columns.map((column) =>
    widthOf(
      column,
      page.rows.map(({ cells }) => cells[column.index - first] ?? null),
    ),
  );
  const width = widths.reduce((sum, one) => sum + one, NUMBER_WIDTH);
  return (
    <div className={classes.scroller} data-loading={isLoading || undefined}>
      <table className={classes.grid} style={{ width }} aria-busy={isLoading}>
        <caption className={classes.hidden}>{file.name}</caption>
        <colgroup>
          <col style={{ width: NUMBER_WIDTH }} />
          {widths.map((one, index) => (
            <col
              key={columns[index]?.index}
              style={width < STRETCHED_WIDTH ? undefined : { width: one }}
            />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              <span className={classes.hidden}>{t("row")}</span>
            </th>
            {columns.map((column) => (
              <ColumnHead
                key={column.index}
                column={column}
                table={table}
                statistics={figures.get(column.index)}
                isSample={isSample}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row, index) => (
            <Row
              key={row.at}
              {...{ file, row, columns, first }}
              isFirst={index === 0}
              onOpen={setOpen}
            />
          ))}
        </tbody>
      </table>
      {page.rows.length === 0 ? <p className={classes.none}>{t("noRows")}</p> : null}
      <CellDialog file={file} cell={open} onClose={() => setOpen(null)} />
    </div>
  );
}

type RowProps = {
  file: FileDetail;
  row: TableRow;
  columns: readonly TableColumn[];
  /** Index of the column that the row's cells begin with. */
  first: number;
  /** Its first cell is where the Tab key enters the rows. */
  isFirst: boolean;
  onOpen: (cell: OpenCell) => void;
};

function Row({ file, row, columns, first, isFirst, onOpen }: RowProps) {
  const { t, i18n } = useTranslation("previews-table");
  return (
    <tr>
      <th
        scope="row"
        className={classes.number}
        data-noted={row.note !== null || undefined}
        title={row.note ? t(`notes.${row.note}`) : undefined}
      >
        {formatExact(row.number + 1, i18n.language)}
      </th>
      {columns.map((column, index) => (
        <td key={column.index} data-numeric={isNumeric(column.type) || undefined}>
          <CellValue
            file={file}
            row={row}
            column={column}
            cell={row.cells[column.index - first] ?? null}
            isEntry={isFirst && index === 0}
            onOpen={onOpen}
          />
        </td>
      ))}
    </tr>
  );
}
