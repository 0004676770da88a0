import { useTranslation } from "react-i18next";
import classes from "./diff.module.css";
import type { NumberedLine } from "./diff-rows.ts";

/** The text of one line, with the words that differ set off. */
export function CodeCell({ line }: { line: NumberedLine }) {
  const { t } = useTranslation("diff");
  const pieces: { text: string; isMarked: boolean }[] = [];
  let at = 0;
  for (const [start, end] of line.marks) {
    pieces.push({ text: line.text.slice(at, start), isMarked: false });
    pieces.push({ text: line.text.slice(start, end), isMarked: true });
    at = end;
  }
  pieces.push({ text: line.text.slice(at), isMarked: false });
  return (
    <code className={classes.code}>
      {pieces.map(({ text, isMarked }, index) =>
        isMarked ? (
          <mark key={index} className={classes.mark}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
      {line.isCut ? <span className={classes.quiet}> {t("lineCut")}</span> : null}
      {line.isUnended ? <span className={classes.unended}> {t("unended")}</span> : null}
    </code>
  );
}
