import { IconArrowsVertical } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatExact } from "../../../ui/format.ts";
import classes from "./diff.module.css";

type GapButtonProps = { lines: number; onExpand: (() => void) | undefined };

/** Stands for unchanged lines; shows all of the file. */
export function GapButton({ lines, onExpand }: GapButtonProps) {
  const { t, i18n } = useTranslation("diff");
  const text = t("unchanged", { count: lines, shown: formatExact(lines, i18n.language) });
  if (onExpand === undefined) return <span className={classes.gapText}>{text}</span>;
  return (
    <button type="button" className={classes.gapText} title={t("showAll")} onClick={onExpand}>
      <IconArrowsVertical size={14} aria-hidden="true" />
      {text}
    </button>
  );
}
