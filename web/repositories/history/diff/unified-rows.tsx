import { useTranslation } from "react-i18next";
import { CodeCell } from "./code-cell.tsx";
import classes from "./diff.module.css";
import { type DiffRow, inOneColumn } from "./diff-rows.ts";
import { GapButton } from "./gap-button.tsx";

const SIGNS = { same: "", removed: "−", added: "+" } as const;

type RowsProps = { rows: readonly DiffRow[]; onExpand: (() => void) | undefined };

/** One column: what went, then what came. */
export function UnifiedRows({ rows, onExpand }: RowsProps) {
  const { t } = useTranslation("diff");
  return (
    <table className={classes.table} aria-label={t("unified")}>
      <colgroup>
        <col className={classes.numberColumn} />
        <col className={classes.numberColumn} />
        <col className={classes.signColumn} />
        <col />
      </colgroup>
      <tbody>
        {inOneColumn(rows).map((row, index) => {
          if (row.type === "gap") {
            return (
              <tr key={index} className={classes.gap}>
                <td colSpan={4}>
                  <GapButton lines={row.lines} onExpand={onExpand} />
                </td>
              </tr>
            );
          }
          const line = row.after ?? row.before;
          const type = row.type === "same" ? "same" : row.after ? "added" : "removed";
          return (
            <tr key={index} data-type={type}>
              <td className={classes.number}>{row.before?.number}</td>
              <td className={classes.number}>{row.after?.number}</td>
              <td className={classes.sign}>{SIGNS[type]}</td>
              <td>{line ? <CodeCell line={line} /> : null}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
