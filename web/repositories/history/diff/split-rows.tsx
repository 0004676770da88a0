import { useTranslation } from "react-i18next";
import { CodeCell } from "./code-cell.tsx";
import classes from "./diff.module.css";
import type { DiffRow, NumberedLine } from "./diff-rows.ts";
import { GapButton } from "./gap-button.tsx";

type RowsProps = { rows: readonly DiffRow[]; onExpand: (() => void) | undefined };

/** Two columns: the older text and the newer. */
export function SplitRows({ rows, onExpand }: RowsProps) {
  const { t } = useTranslation("diff");
  return (
    <table className={classes.table} aria-label={t("split")}>
      <colgroup>
        <col className={classes.numberColumn} />
        <col />
        <col className={classes.numberColumn} />
        <col />
      </colgroup>
      <tbody>
        {rows.map((row, index) => {
          if (row.type === "gap") {
            return (
              <tr key={index} className={classes.gap}>
                <td colSpan={4}>
                  <GapButton lines={row.lines} onExpand={onExpand} />
                </td>
              </tr>
            );
          }
          const isSame = row.type === "same";
          return (
            <tr key={index}>
              <Side line={row.before} type={isSame ? "same" : "removed"} />
              <Side line={row.after} type={isSame ? "same" : "added"} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

type SideProps = { line: NumberedLine | null; type: "same" | "removed" | "added" };

function Side({ line, type }: SideProps) {
  const shown = line ? type : "none";
  return (
    <>
      <td className={classes.number} data-type={shown}>
        {line?.number}
      </td>
      <td className={classes.half} data-type={shown}>
        {line ? <CodeCell line={line} /> : null}
      </td>
    </>
  );
}
