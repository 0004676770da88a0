import { Button, Progress } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { formatBytes, formatExact } from "../../ui/format.ts";
import { formatTimeLeft } from "./format-time-left.ts";
import type { UploadQueue } from "./queue/upload-queue.ts";
import type { UploadSnapshot } from "./queue/upload-store.ts";
import classes from "./upload.module.css";

type UploadSummaryProps = { queue: UploadQueue; snapshot: UploadSnapshot };

/** All files together: how far, how fast, how long yet, and what can be done with all of them. */
export function UploadSummary({ queue, snapshot }: UploadSummaryProps) {
  const { t } = useTranslation("uploads");
  const { totals, ids } = snapshot;
  const share = totals.sizeBytes === 0 ? 1 : totals.doneBytes / totals.sizeBytes;
  return (
    <section className={classes.summary} aria-label={t("summary")}>
      <SummaryWords snapshot={snapshot} />
      <div className={classes.summaryActions}>
        {totals.running > 0 ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPause size={14} />}
            onClick={() => queue.pause(ids)}
          >
            {t("pauseAll")}
          </Button>
        ) : null}
        {totals.paused + totals.failed > 0 ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlayerPlay size={14} />}
            onClick={() => queue.resume(ids)}
          >
            {t("resumeAll")}
          </Button>
        ) : null}
        <CancelAll queue={queue} snapshot={snapshot} />
      </div>
      <Progress
        className={classes.summaryBar ?? ""}
        value={share * 100}
        size="sm"
        aria-label={t("overall")}
        transitionDuration={120}
        animated={totals.running > 0}
      />
    </section>
  );
}

function SummaryWords({
  snapshot: { totals, bytesPerSecond, line },
}: {
  snapshot: UploadSnapshot;
}) {
  const { t, i18n } = useTranslation("uploads");
  const bytes = (count: number) => formatBytes(count, i18n.language);
  const exact = (count: number) => formatExact(count, i18n.language);
  const leftBytes = totals.sizeBytes - totals.doneBytes;
  const ready = totals.stored + totals.same + totals.kept;
  const problems = totals.failed + totals.refused + totals.missing;
  return (
    <div className={classes.summaryWords}>
      <strong>
        {t("files", { count: totals.count, stored: exact(ready), all: exact(totals.count) })}
      </strong>
      <span>
        {bytes(totals.doneBytes)} / {bytes(totals.sizeBytes)}
      </span>
      {bytesPerSecond && line.kind === "up" ? (
        <>
          <span>{t("rate", { rate: bytes(bytesPerSecond) })}</span>
          <span>
            {t("timeLeft", { time: formatTimeLeft(leftBytes / bytesPerSecond, i18n.language) })}
          </span>
        </>
      ) : null}
      {totals.savedBytes > 0 ? (
        <span className={classes.good}>{t("saved", { size: bytes(totals.savedBytes) })}</span>
      ) : null}
      {problems > 0 ? (
        <span className={classes.bad}>
          {t("problems", { count: problems, shown: exact(problems) })}
        </span>
      ) : null}
    </div>
  );
}

/** What has been sent is given up by it: that is asked about first. */
function CancelAll({ queue, snapshot: { ids, totals } }: UploadSummaryProps) {
  const { t, i18n } = useTranslation("uploads");
  const [isAsking, setIsAsking] = useState(false);
  const cancel = () => {
    setIsAsking(false);
    queue.cancel(ids);
  };
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconX size={14} />}
        onClick={() => (totals.count > 1 ? setIsAsking(true) : cancel())}
      >
        {t("cancelAll")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("cancelAllTitle")}
        action={t("cancelAll")}
        isDangerous
        onConfirm={cancel}
      >
        {t("cancelAllText", { count: ids.length, shown: formatExact(ids.length, i18n.language) })}
      </ConfirmDialog>
    </>
  );
}
