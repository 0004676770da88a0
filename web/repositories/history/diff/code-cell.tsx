import { useTranslation } from "react-i18next";
import { piecesOf } from "./colour-hunks.ts";
import classes from "./diff.module.css";
import type { NumberedLine } from "./diff-rows.ts";

/** The text of one line, coloured, and with the words that differ set off. */
export function CodeCell({ line }: { line: NumberedLine }) {
  const { t } = useTranslation("diff");
  return (
    <code className={classes.code}>
      {piecesOf(line).map(({ text, className, isMarked }, index) => {
        if (isMarked) {
          return (
            <mark key={index} className={`${classes.mark} ${className ?? ""}`}>
              {text}
            </mark>
          );
        }
        if (className === undefined) return text;
        return (
          <span key={index} className={className}>
            {text}
          </span>
        );
      })}
      {line.isCut ? <span className={classes.quiet}> {t("lineCut")}</span> : null}
      {line.isUnended ? <span className={classes.unended}> {t("unended")}</span> : null}
    </code>
  );
}
