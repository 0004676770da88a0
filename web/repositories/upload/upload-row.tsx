import { ActionIcon, Progress, Tooltip } from "@mantine/core";
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  type TablerIcon,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "../../ui/problem-text.ts";
import { formatBytes, formatExact } from "../../ui/format.ts";
import { Bytes } from "../../ui/values.tsx";
import type { Limits } from "./limits.ts";
import { isRunning, type UploadItem } from "./upload-item.ts";
import type { UploadQueue } from "./upload-queue.ts";
import classes from "./upload.module.css";

type UploadRowProps = { queue: UploadQueue; item: UploadItem; limits: Limits | undefined };

export function UploadRow({ queue, item, limits }: UploadRowProps) {
  const { t } = useTranslation("uploads");
  const { id, path, sizeBytes, sentBytes, state } = item;
  const share = sizeBytes === 0 ? 0 : (sentBytes / sizeBytes) * 100;
  return (
    <>
      <div className={classes.rowTop}>
        <span className={classes.path} title={path}>
          {path}
        </span>
        <span className={classes.size}>
          <Bytes value={sizeBytes} />
        </span>
        <span className={classes.rowActions}>
          {isRunning(item) ? (
            <Act icon={IconPlayerPause} label={t("pause", { path })} act={() => queue.pause(id)} />
          ) : null}
          {state === "paused" ? (
            <Act icon={IconPlayerPlay} label={t("resume", { path })} act={() => queue.resume(id)} />
          ) : null}
          {state === "failed" ? (
            <Act icon={IconRefresh} label={t("retry", { path })} act={() => queue.resume(id)} />
          ) : null}
          <Act icon={IconX} label={t("cancel", { path })} act={() => queue.cancel(id)} />
        </span>
      </div>
      <div className={classes.rowBottom}>
        {state === "sending" || state === "paused" ? (
          <Progress
            value={share}
            size="xs"
            aria-label={t("progressOf", { path })}
            transitionDuration={120}
            className={classes.bar ?? ""}
            color={state === "paused" ? "gray" : "accent"}
          />
        ) : null}
        <StateText item={item} limits={limits} />
      </div>
    </>
  );
}

/** The state in words; also for those who cannot see its colour. */
function StateText({ item, limits }: Pick<UploadRowProps, "item" | "limits">) {
  const { t, i18n } = useTranslation("uploads");
  const describe = useProblemText();
  const { state, reason, sizeBytes, sentBytes, hashedBytes, wasStored, isInline, isRetrying } =
    item;
  const percent = (bytes: number) =>
    formatExact(sizeBytes === 0 ? 100 : Math.floor((bytes / sizeBytes) * 100), i18n.language);
  const words = () => {
    if (reason && "limit" in reason) {
      const limit = limits?.[reason.limit] ?? 0;
      const shown =
        reason.limit === "filesPerCommit"
          ? formatExact(limit, i18n.language)
          : formatBytes(limit, i18n.language);
      return t(`broken.${reason.limit}`, { limit: shown });
    }
    if (reason) {
      const { title, detail, hint } = describe(reason.error);
      return [title, detail, hint].filter(Boolean).join(" · ");
    }
    if (isRetrying && state === "sending") return t("states.retrying");
    if (state === "stored" && isInline) return t("states.inline");
    if (state === "stored") return t(wasStored ? "states.wasStored" : "states.stored");
    if (state !== "sending") return t(`states.${state}`);
    if (sentBytes === 0 && hashedBytes < sizeBytes) {
      return t("states.hashing", { percent: percent(hashedBytes) });
    }
    return t("states.sending", { percent: percent(sentBytes) });
  };
  const text = words();
  return (
    <span className={classes.state} data-state={state} title={text}>
      {text}
    </span>
  );
}

type ActProps = { icon: TablerIcon; label: string; act: () => void };

function Act({ icon: Icon, label, act }: ActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={act}>
        <Icon size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
