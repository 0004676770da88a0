import { ActionIcon, Progress, Tooltip } from "@mantine/core";
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  type TablerIcon,
  IconX,
} from "@tabler/icons-react";
import { type MouseEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { Bytes } from "../../ui/values.tsx";
import { folderOf, nameOf } from "../paths.ts";
import { showHidden } from "./show-hidden.ts";
import type { Limits } from "./queue/limits.ts";
import { isRunning, type UploadItem } from "./queue/upload-item.ts";
import type { UploadQueue } from "./queue/upload-queue.ts";
import classes from "./upload.module.css";
import { useStateText } from "./use-state-text.ts";

type UploadRowProps = { queue: UploadQueue; item: UploadItem; limits: Limits | undefined };

export const UploadRow = memo(function UploadRow({ queue, item, limits }: UploadRowProps) {
  const { t } = useTranslation("uploads");
  const { sizeBytes, sentBytes, state } = item;
  const path = showHidden(item.path);
  const folder = folderOf(path);
  const share = sizeBytes === 0 ? 0 : (sentBytes / sizeBytes) * 100;
  return (
    <>
      <div className={classes.rowTop}>
        <span className={classes.path} title={path}>
          {/* The end of a long path is what tells files apart: the folder gives way first. */}
          {folder === "" ? null : <bdi className={classes.pathFolder}>{folder}/</bdi>}
          <bdi className={classes.pathName}>{nameOf(path)}</bdi>
        </span>
        <span className={classes.size}>
          <Bytes value={sizeBytes} />
        </span>
        <RowActions queue={queue} item={item} path={path} />
      </div>
      <div className={classes.rowBottom}>
        {state === "sending" || (state === "paused" && sentBytes > 0) ? (
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
});

/** The state in words; also for those who cannot see its colour. */
function StateText({ item, limits }: Pick<UploadRowProps, "item" | "limits">) {
  const { state, notes } = useStateText(item, limits);
  const text = [state, ...notes].join(" · ");
  return (
    <span className={classes.state} data-state={item.state} title={text}>
      {state}
      {notes.length > 0 ? <span className={classes.note}> · {notes.join(" · ")}</span> : null}
    </span>
  );
}

type RowActionsProps = Pick<UploadRowProps, "queue" | "item"> & { path: string };

function RowActions({ queue, item, path }: RowActionsProps) {
  const { t } = useTranslation("uploads");
  const { id, state } = item;
  const cancel = (event: MouseEvent<HTMLElement>) => {
    keepFocusInList(event.currentTarget);
    queue.cancel([id]);
  };
  return (
    <span className={classes.rowActions}>
      {isRunning(item) ? (
        <Act icon={IconPlayerPause} label={t("pause", { path })} act={() => queue.pause([id])} />
      ) : null}
      {state === "paused" ? (
        <Act icon={IconPlayerPlay} label={t("resume", { path })} act={() => queue.resume([id])} />
      ) : null}
      {state === "failed" ? (
        <Act icon={IconRefresh} label={t("retry", { path })} act={() => queue.resume([id])} />
      ) : null}
      <Act icon={IconX} label={t("cancel", { path })} act={cancel} />
    </span>
  );
}

/** The row goes with its button: that of the next row takes the focus. */
function keepFocusInList(button: HTMLElement): void {
  const row = button.closest("li");
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  next?.querySelector<HTMLElement>("button:last-of-type")?.focus();
}

type ActProps = {
  icon: TablerIcon;
  label: string;
  act: (event: MouseEvent<HTMLElement>) => void;
};

function Act({ icon: Icon, label, act }: ActProps) {
  return (
    <Tooltip label={label} multiline maw={480}>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={act}>
        <Icon size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
