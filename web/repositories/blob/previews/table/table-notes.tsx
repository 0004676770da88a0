import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Problem } from "#contract/problems.ts";
import type { TablePage, TableStatistics } from "#contract/repositories/table.ts";
import { formatExact } from "../../../../ui/format.ts";
import { useProblemText } from "../../../../ui/problem-text.ts";
import classes from "./table.module.css";

type NotesProps = {
  page: TablePage;
  statistics: TableStatistics | undefined;
  /** Why there are no figures. */
  problem: Problem | null;
  onCountAll: () => void;
};

/** What a reader should know: figures of a sample, values that do not fit. */
export function TableNotes({ page, statistics, problem, onCountAll }: NotesProps) {
  const { t, i18n } = useTranslation("previews-table");
  const exact = (count: number) => formatExact(count, i18n.language);
  const { irregular } = page;
  const notes = irregular
    ? (["raggedRows", "brokenRows", "cutCells", "otherKeys"] as const).flatMap((name) =>
        irregular[name] > 0
          ? [t(`irregular.${name}`, { count: irregular[name], shown: exact(irregular[name]) })]
          : [],
      )
    : [];
  const problemText = useProblemText();
  if (problem) notes.push(problemText(problem).detail ?? problemText(problem).title);
  if (page.stoppedEarly) notes.push(t("stoppedEarly"));
  const sample = statistics && statistics.state !== "ready" ? statistics : undefined;
  if (notes.length === 0 && sample === undefined) return null;
  return (
    <div className={classes.notes}>
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
      {sample ? (
        <output>
          {sample.columns.length > 0
            ? t("sample", { count: sample.rowCount, shown: exact(sample.rowCount) })
            : null}{" "}
          {sample.progress ? <Counting progress={sample.progress} /> : null}
        </output>
      ) : null}
      {sample?.state === "on-demand" ? (
        <Button size="compact-xs" variant="light" onClick={onCountAll}>
          {t("countAll")}
        </Button>
      ) : null}
    </div>
  );
}

function Counting({ progress }: { progress: NonNullable<TableStatistics["progress"]> }) {
  const { t } = useTranslation("previews-table");
  const { done, total, step } = progress;
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  return t(step === "preparing" ? "countingRead" : "countingColumns", { percent });
}
