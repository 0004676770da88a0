import { useTranslation } from "react-i18next";
import type { Correction } from "#contract/assets/asset.ts";
import classes from "./list.module.css";

type CorrectionNoteProps = {
  correction: Correction | null | undefined;
  /** What was asked for. */
  words: string;
  onWords: (words: string) => void;
};

/** "Did you mean …", or that other words were searched for since those asked for find nothing. */
export function CorrectionNote({ correction, words, onWords }: CorrectionNoteProps) {
  const { t } = useTranslation("finding");
  if (!correction) return null;
  const { words: other, isApplied } = correction;
  if (other === "") return <p className={classes.correction}>{t("correction.all", { words })}</p>;
  return (
    <p className={classes.correction}>
      {isApplied ? t("correction.applied", { words }) : t("correction.offered")}{" "}
      <button type="button" className={classes.correctionWords} onClick={() => onWords(other)}>
        {other}
      </button>
    </p>
  );
}
