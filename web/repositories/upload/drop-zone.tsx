import { Button } from "@mantine/core";
import { IconFolderPlus, IconFilePlus, IconUpload } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes, formatExact } from "../../ui/format.ts";
import { type ChosenFile, filesOfDrop, filesOfInput } from "./chosen-files.ts";
import type { Limits } from "./limits.ts";
import classes from "./upload.module.css";

type DropZoneProps = {
  onChoose: (files: ChosenFile[]) => void;
  limits: Limits | undefined;
};

/** Takes files and whole folders, dropped or chosen. */
export function DropZone({ onChoose, limits }: DropZoneProps) {
  const { t, i18n } = useTranslation("uploads");
  const [isOver, setIsOver] = useState(false);
  const isReading = useRef(false);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (isReading.current) return;
    isReading.current = true;
    onChoose(await filesOfDrop(event.dataTransfer).finally(() => (isReading.current = false)));
  };
  return (
    <div
      className={classes.zone}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <IconUpload size={28} stroke={1.5} aria-hidden="true" />
      <p className={classes.zoneTitle}>{t("drop")}</p>
      <div className={classes.zoneActions}>
        <ChooseButton onChoose={onChoose} isFolder={false} />
        <ChooseButton onChoose={onChoose} isFolder />
      </div>
      {limits ? (
        <p className={classes.zoneLimits}>
          {t("limits", {
            file: formatBytes(limits.fileBytes, i18n.language),
            free: formatBytes(limits.freeBytes, i18n.language),
            files: formatExact(limits.filesPerCommit, i18n.language),
          })}
        </p>
      ) : null}
    </div>
  );
}

type ChooseButtonProps = Pick<DropZoneProps, "onChoose"> & { isFolder: boolean };

function ChooseButton({ onChoose, isFolder }: ChooseButtonProps) {
  const { t } = useTranslation("uploads");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant="default"
        leftSection={isFolder ? <IconFolderPlus size={16} /> : <IconFilePlus size={16} />}
        onClick={() => input.current?.click()}
      >
        {t(isFolder ? "chooseFolder" : "chooseFiles")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        {...(isFolder ? { webkitdirectory: "" } : {})}
        aria-label={t(isFolder ? "chooseFolder" : "chooseFiles")}
        onChange={(event) => {
          onChoose(filesOfInput(event.currentTarget.files ?? []));
          // The same file can be chosen again.
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
