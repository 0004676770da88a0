import { useTranslation } from "react-i18next";
import type { ScannedFile } from "#contract/repositories/scan.ts";
import classes from "./scan.module.css";
import { ScanIcon, verdictOf } from "./scan-level.tsx";

/** A small mark behind the name of a file, or of a folder that holds one. */
export function ScanMark({ file }: { file: ScannedFile }) {
  const { t } = useTranslation("scans");
  const verdict = verdictOf(file);
  const label = t(`state.${verdict}`);
  return (
    <span className={classes.mark} title={label}>
      <ScanIcon verdict={verdict} size={15} label={label} />
    </span>
  );
}
