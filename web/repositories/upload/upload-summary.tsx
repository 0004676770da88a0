import { Button, Progress } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatBytes, formatExact } from "../../ui/format.ts";
import { formatTimeLeft } from "./format-time-left.ts";
import { isRunning, totalsOf, type UploadItem } from "./upload-item.ts";
import type { UploadQueue } from "./upload-queue.ts";
import classes from "./upload.module.css";

type UploadSummaryProps = {
  queue: UploadQueue;
  items: readonly UploadItem[];
  bytesPerSecond: number | undefined;
};

/** All files together: how far, how fast, how long yet, and what can be done with all of them. */
export function UploadSummary({ queue, items, bytesPerSecond }: UploadSummaryProps) {
  const { t, i18n } = useTranslation("uploads");
  const totals = totalsOf(items);
  const share = totals.sizeBytes === 0 ? 1 : totals.sentBytes / totals.sizeBytes;
  const left = bytesPerSecond ? (totals.sizeBytes - totals.sentBytes) / bytesPerSecond : undefined;
  const each = (act: (id: number) => void, fits: (item: UploadItem) => boolean) => () => {
    for (const item of items) if (fits(item)) act(item.id);
  };
  const canGoOn = totals.paused + totals.failed > 0;
  return (
    <section className={classes.summary} aria-label={t("summary")}>
      <div className={classes.summaryWords}>
        <strong>
          {t("files", {
            count: totals.count,
            stored: formatExact(totals.stored, i18n.language),
            all: formatExact(totals.count, i18n.language),
          })}
        </strong>
        <span>
          {formatBytes(totals.sentBytes, i18n.language)} /{" "}
          {formatBytes(totals.sizeBytes, i18n.language)}
        </span>
        {bytesPerSecond === undefined ? null : (
          <span>{t("rate", { rate: formatBytes(bytesPerSecond, i18n.language) })}</span>
        )}
        {left === undefined ? null : (
          <span>{t("timeLeft", { time: formatTimeLeft(left, i18n.language) })}</span>
        )}
        {totals.failed > 0 ? (
          <span className={classes.bad}>{t("failed", { count: totals.failed })}</span>
        ) : null}
        {totals.refused > 0 ? (
          <span className={classes.bad}>{t("refused", { count: totals.refused })}</span>
        ) : null}
      </div>
      <div className={classes.summaryActions}>
        {totals.running > 0 ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPause size={14} />}
            onClick={each(queue.pause, isRunning)}
          >
            {t("pauseAll")}
          </Button>
        ) : null}
        {canGoOn ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPlay size={14} />}
            onClick={each(queue.resume, ({ state }) => state === "paused" || state === "failed")}
          >
            {t("resumeAll")}
          </Button>
        ) : null}
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} />}
          onClick={each(queue.cancel, () => true)}
        >
          {t("cancelAll")}
        </Button>
      </div>
      <Progress
        className={classes.summaryBar ?? ""}
        value={share * 100}
        size="sm"
        aria-label={t("overall")}
        transitionDuration={120}
      />
    </section>
  );
}
