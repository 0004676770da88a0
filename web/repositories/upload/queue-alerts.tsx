import { Alert, type AlertProps, Button, Group } from "@mantine/core";
import {
  IconAlertTriangle,
  IconPlugConnectedX,
  IconTerminal2,
  IconWifiOff,
} from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { CodeBlock } from "../../ui/code-block.tsx";
import { formatBytes, formatExact } from "../../ui/format.ts";
import { useProblemText } from "../../ui/problem-text.ts";
import type { Limits } from "./queue/limits.ts";
import type { LineState } from "./queue/line.ts";
import type { UploadQueue } from "./queue/upload-queue.ts";
import type { UploadSnapshot } from "./queue/upload-store.ts";
import classes from "./upload.module.css";

type QueueAlertsProps = {
  queue: UploadQueue;
  snapshot: UploadSnapshot;
  limits: Limits | undefined;
  /** `gallery-cli upload owner/name`: for what this page does not take. */
  command: string;
};

/** What holds all files, and what is left out, with what to do about it. */
export function QueueAlerts({ queue, snapshot, limits, command }: QueueAlertsProps) {
  const { line, halt, totals } = snapshot;
  const isWaiting = totals.running > 0;
  return (
    <>
      {isWaiting && line.kind !== "up" ? <LineAlert line={line} queue={queue} /> : null}
      {halt === undefined ? null : <HaltAlert error={halt} queue={queue} />}
      {totals.missing > 0 ? <MissingAlert count={totals.missing} queue={queue} /> : null}
      {totals.refused > 0 ? (
        <RefusedAlert queue={queue} snapshot={snapshot} limits={limits} command={command} />
      ) : null}
    </>
  );
}

function LineAlert({ line, queue }: { line: LineState; queue: UploadQueue }) {
  const { t, i18n } = useTranslation("uploads");
  const seconds = useSecondsUntil(line.kind === "down" ? line.retryAt : 0);
  const isOffline = line.kind === "offline";
  return (
    <Notice
      color="orange"
      icon={isOffline ? <IconWifiOff size={18} /> : <IconPlugConnectedX size={18} />}
      title={t(isOffline ? "line.offline" : "line.down")}
    >
      <Group gap="sm">
        <span>
          {isOffline
            ? t("line.offlineText")
            : line.kind === "down"
              ? t("line.downText", { count: seconds, shown: formatExact(seconds, i18n.language) })
              : t("line.probing")}
        </span>
        {line.kind === "probing" ? null : (
          <Button size="compact-sm" variant="default" onClick={() => queue.tryNow()}>
            {t("line.tryNow")}
          </Button>
        )}
      </Group>
    </Notice>
  );
}

/** Counts down; `time` in milliseconds since 1970. */
function useSecondsUntil(time: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticks = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(ticks);
  }, []);
  return Math.max(0, Math.ceil((time - now) / 1000));
}

function HaltAlert({ error, queue }: { error: unknown; queue: UploadQueue }) {
  const { t } = useTranslation("uploads");
  const { title, detail, hint } = useProblemText()(error);
  return (
    <Notice
      color="red"
      icon={<IconAlertTriangle size={18} />}
      title={t("halted", { title })}
      role="alert"
    >
      <p className={classes.alertText}>{[detail, hint].filter(Boolean).join(" ")}</p>
      <p className={classes.alertText}>{t("haltedText")}</p>
      <Button size="compact-sm" variant="default" onClick={() => queue.goOn()}>
        {t("goOn")}
      </Button>
    </Notice>
  );
}

function MissingAlert({ count, queue }: { count: number; queue: UploadQueue }) {
  const { t, i18n } = useTranslation("uploads");
  const shown = formatExact(count, i18n.language);
  const drop = () =>
    queue.cancel([...queue.all()].flatMap(({ id, state }) => (state === "missing" ? [id] : [])));
  return (
    <Notice color="accent" title={t("missing", { count, shown })}>
      <p className={classes.alertText}>{t("missingText")}</p>
      <Button size="compact-sm" variant="default" onClick={drop}>
        {t("leaveOut", { count, shown })}
      </Button>
    </Notice>
  );
}

function RefusedAlert({ queue, snapshot: { totals }, limits, command }: QueueAlertsProps) {
  const { t, i18n } = useTranslation("uploads");
  const shown = formatExact(totals.refused, i18n.language);
  const refused = [...queue.all()].filter(({ state }) => state === "refused");
  const tooLarge = refused.find(
    ({ reason }) => reason && "limit" in reason && reason.limit === "fileBytes",
  );
  return (
    <Notice
      color="orange"
      icon={<IconAlertTriangle size={18} />}
      title={t("refused", { count: totals.refused, shown })}
    >
      <p className={classes.alertText}>{t("refusedText")}</p>
      {tooLarge && limits ? (
        <div className={classes.hint}>
          <p className={classes.alertText}>
            <IconTerminal2 size={16} aria-hidden="true" />{" "}
            {t("useClient", { limit: formatBytes(limits.fileBytes, i18n.language) })}
          </p>
          <CodeBlock code={`${command} ${shellQuote(tooLarge.path)}`} />
        </div>
      ) : null}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => queue.cancel(refused.map(({ id }) => id))}
      >
        {t("removeRefused", { count: totals.refused, shown })}
      </Button>
    </Notice>
  );
}

function shellQuote(path: string): string {
  return /^[\w@%+=:,./-]+$/u.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

const NOTICE = { root: classes.notice ?? "", body: classes.noticeBody ?? "" };

function Notice(props: AlertProps & { children: ReactNode; role?: "alert" }) {
  return <Alert {...props} variant="light" classNames={NOTICE} />;
}
