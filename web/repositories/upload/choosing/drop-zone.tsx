import { Button, Loader } from "@mantine/core";
import { IconFilePlus, IconFolderPlus, IconUpload } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes, formatExact } from "../../../ui/format.ts";
import type { Limits } from "../queue/limits.ts";
import type { Adding } from "../use-adding.ts";
import classes from "../upload.module.css";
import { filesOfDrop, filesOfInput } from "./chosen-files.ts";
import { canPick, pickFiles } from "./pick-files.ts";

type DropZoneProps = {
  adding: Adding;
  limits: (Limits & { filesPerCommit: number }) | undefined;
  /** There are files already: the table has the room. */
  isCompact: boolean;
};

/** Takes files and whole folders, chosen, or dropped anywhere on the page. */
export function DropZone({ adding, limits, isCompact }: DropZoneProps) {
  const { t, i18n } = useTranslation("uploads");
  const isOver = useDropAnywhere(adding);
  const { readingCount } = adding;
  return (
    <div
      className={classes.zone}
      data-over={isOver || undefined}
      data-compact={isCompact || undefined}
    >
      {readingCount === undefined ? (
        <IconUpload size={isCompact ? 20 : 28} stroke={1.5} aria-hidden="true" />
      ) : (
        <Loader size="sm" />
      )}
      <p className={classes.zoneTitle}>
        {readingCount === undefined
          ? t(isCompact ? "dropMore" : "drop")
          : t("reading", { count: readingCount, shown: formatExact(readingCount, i18n.language) })}
      </p>
      <div className={classes.zoneActions}>
        {readingCount === undefined ? (
          <>
            <ChooseButton adding={adding} isFolder={false} />
            <ChooseButton adding={adding} isFolder />
          </>
        ) : (
          <Button variant="default" onClick={adding.stopReading}>
            {t("stopReading")}
          </Button>
        )}
      </div>
      {limits && !isCompact ? (
        <p className={classes.zoneLimits}>
          {t(limits.files === undefined ? "limits" : "limitsOfDataset", {
            file: formatBytes(limits.fileBytes, i18n.language),
            free: formatBytes(limits.freeBytes, i18n.language),
            files: formatExact(limits.files ?? limits.filesPerCommit, i18n.language),
            bytes: formatBytes(limits.bytes ?? limits.freeBytes, i18n.language),
          })}
        </p>
      ) : null}
    </div>
  );
}

/** @returns whether files are held over the page. */
function useDropAnywhere(adding: Adding): boolean {
  const [isOver, setIsOver] = useState(false);
  const drop = useEffectEvent((transfer: DataTransfer) => {
    adding.add((reading) => filesOfDrop(transfer, reading));
  });
  useEffect(() => {
    const listening = new AbortController();
    const listen = (name: "dragover" | "dragleave" | "drop", hear: (event: DragEvent) => void) =>
      document.addEventListener(name, hear, { signal: listening.signal });
    listen("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setIsOver(true);
    });
    listen("dragleave", (event) => {
      if (event.relatedTarget === null) setIsOver(false);
    });
    listen("drop", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setIsOver(false);
      drop(event.dataTransfer);
    });
    return () => listening.abort();
  }, []);
  return isOver;
}

function ChooseButton({ adding, isFolder }: { adding: Adding; isFolder: boolean }) {
  const { t } = useTranslation("uploads");
  const input = useRef<HTMLInputElement>(null);
  const label = t(isFolder ? "chooseFolder" : "chooseFiles");
  const choose = () => {
    if (canPick(isFolder)) adding.add((reading) => pickFiles(isFolder, reading));
    else input.current?.click();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={isFolder ? <IconFolderPlus size={16} /> : <IconFilePlus size={16} />}
        onClick={choose}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        {...(isFolder ? { webkitdirectory: "" } : {})}
        aria-label={label}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          adding.add((reading) => filesOfInput(files, reading));
          // The same file can be chosen again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
