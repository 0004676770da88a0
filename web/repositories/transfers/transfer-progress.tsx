import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Transfer } from "#contract/repositories/transfer.ts";
import { formatBytes, formatExact } from "../../ui/format.ts";
import classes from "./transfers.module.css";

/** How far it is while it runs; what came of it afterwards. */
export function TransferProgress({ transfer }: { transfer: Transfer }) {
  const { t, i18n } = useTranslation("buckets");
  const { state, doneFiles, doneBytes, totalFiles, totalBytes, skippedFiles } = transfer;
  const bytes = (value: number) => formatBytes(value, i18n.language);
  const exact = (value: number) => formatExact(value, i18n.language);
  if (state === "done") {
    return (
      <div className={classes.quiet}>
        {t("result", { count: doneFiles, bytes: bytes(doneBytes) })}
        {skippedFiles > 0 ? `. ${t("skipped", { count: skippedFiles })}` : null}
      </div>
    );
  }
  if (state === "queued" && totalFiles === null) return null;
  if (totalFiles === null || totalBytes === null) {
    return state === "running" ? <div className={classes.quiet}>{t("counting")}</div> : null;
  }
  const percent = percentOf(transfer);
  const isCommitting =
    state === "running" && transfer.direction === "import" && doneFiles === totalFiles;
  const words = t("progress", {
    done: bytes(doneBytes),
    total: bytes(totalBytes),
    files: exact(doneFiles + skippedFiles),
    allFiles: exact(totalFiles),
  });
  return (
    <div>
      <Progress
        value={percent}
        color={state === "running" ? "accent" : "gray"}
        size="sm"
        aria-label={t("percent", { percent })}
      />
      <div className={classes.quiet}>{isCommitting ? t("committing") : words}</div>
    </div>
  );
}

/** By bytes; of files without any, by their number. */
function percentOf({ doneBytes, totalBytes, doneFiles, totalFiles }: Transfer): number {
  const [done, total] = totalBytes ? [doneBytes, totalBytes] : [doneFiles, totalFiles ?? 0];
  return total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total));
}
