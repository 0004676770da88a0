import { useTranslation } from "react-i18next";
import type { FileDiff, TextForm } from "#contract/repositories/diff-comparison.ts";
import classes from "./diff.module.css";
import "../../../ui/markdown/highlight.css";
import { rowsOf } from "./diff-rows.ts";
import { SplitRows } from "./split-rows.tsx";
import { UnifiedRows } from "./unified-rows.tsx";
import { useColouredHunks } from "./use-coloured-hunks.ts";

type Text = NonNullable<FileDiff["text"]>;

type TextDiffProps = {
  text: Text;
  /** The name of the file tells its language. */
  name: string;
  isSplit: boolean;
  /** Shows the unchanged lines too; undefined once they are shown. */
  onExpand: (() => void) | undefined;
};

/** Two texts line by line, with what no line shows said above: line ends and encoding. */
export function TextDiff({ text, name, isSplit, onExpand }: TextDiffProps) {
  const { t } = useTranslation("diff");
  const notes = useNotes(text);
  const hunks = useColouredHunks(text.hunks, name);
  const rows = rowsOf(hunks, text.isCut ? 0 : (text.after?.lines ?? 0));
  const Rows = isSplit && text.before !== null && text.after !== null ? SplitRows : UnifiedRows;
  return (
    <>
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
      {rows.length > 0 ? (
        <div className={classes.scroll}>
          <Rows rows={rows} onExpand={onExpand} />
        </div>
      ) : null}
      {rows.length === 0 && notes.length === 0 ? (
        <p className={classes.note}>{t("emptyText")}</p>
      ) : null}
      {text.isCut ? <p className={classes.note}>{t("cut")}</p> : null}
    </>
  );
}

function useNotes({ before, after }: Text): string[] {
  const { t } = useTranslation("diff");
  if (before === null || after === null) return [];
  const notes: string[] = [];
  const isOther = (form: keyof TextForm) => before[form] !== after[form];
  if (isOther("encoding")) {
    notes.push(
      t("encodingChanged", { before: nameOf(before.encoding), after: nameOf(after.encoding) }),
    );
  }
  if (isOther("lineEnds") && before.lineEnds !== "none" && after.lineEnds !== "none") {
    notes.push(
      t("lineEndsChanged", {
        before: t(`lineEnds.${before.lineEnds}`),
        after: t(`lineEnds.${after.lineEnds}`),
      }),
    );
  }
  return notes;
}

function nameOf(encoding: TextForm["encoding"]): string {
  return encoding.replace("utf", "UTF").replace("gb", "GB").replace("windows", "Windows");
}
