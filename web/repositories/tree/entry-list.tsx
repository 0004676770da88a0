import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDots,
  IconFile,
  IconFolderFilled,
  IconHistory,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TreeEntry } from "#contract/repositories/repository.ts";
import { revisionHref } from "../../app/addresses.ts";
import { addressOf, useAsset, useRevisionAndPath } from "../../assets/asset/use-asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { Bytes, RelativeTime } from "../../ui/values.tsx";
import classes from "../repository.module.css";
import { ScanMark } from "../scan/scan-mark.tsx";
import { useScanMark } from "../scan/use-scans.ts";

/** Pixels; the same as `.entry` in the stylesheet. */
const ROW_HEIGHT = 40;
/** Above so many rows only those in sight are in the document. */
const MANY = 300;

type EntryListProps = {
  entries: TreeEntry[];
  hrefOf: (entry: TreeEntry) => string;
  /** Absent where this viewer may not change files here. */
  onRename: ((entry: TreeEntry) => void) | undefined;
  onDelete: ((entry: TreeEntry) => void) | undefined;
};

export function EntryList(props: EntryListProps) {
  const { t } = useTranslation("repositories");
  if (props.entries.length > MANY) return <VirtualEntryList {...props} />;
  return (
    <ul className={classes.list} aria-label={t("files")}>
      {props.entries.map((entry) => (
        <li key={entry.path} className={classes.entry}>
          <EntryCells entry={entry} {...props} />
        </li>
      ))}
    </ul>
  );
}

function VirtualEntryList(props: EntryListProps) {
  const { t } = useTranslation("repositories");
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: props.entries.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
    scrollMargin: top,
  });
  return (
    <ul
      ref={list}
      className={classes.list}
      style={{ height: rows.getTotalSize(), position: "relative" }}
      aria-label={t("files")}
    >
      {rows.getVirtualItems().map(({ index, start }) => {
        const entry = props.entries[index];
        return entry ? (
          <li
            key={entry.path}
            className={classes.entry}
            style={{ position: "absolute", insetInline: 0, top: start - top }}
            aria-setsize={props.entries.length}
            aria-posinset={index + 1}
          >
            <EntryCells entry={entry} {...props} />
          </li>
        ) : null;
      })}
    </ul>
  );
}

function EntryCells({ entry, hrefOf, onRename, onDelete }: EntryListProps & { entry: TreeEntry }) {
  const address = addressOf(useAsset());
  const isFolder = entry.type === "folder";
  const Icon = isFolder ? IconFolderFilled : IconFile;
  const commit = entry.lastCommit;
  const scanned = useScanMark(entry);
  return (
    <>
      <PageLink
        href={hrefOf(entry)}
        className={classes.entryName}
        data-folder={isFolder || undefined}
      >
        <Icon size={17} stroke={1.6} aria-hidden="true" />
        <span className={classes.cut} title={entry.name}>
          {entry.name}
        </span>
        {scanned ? <ScanMark file={scanned} /> : null}
      </PageLink>
      <span className={classes.entrySize}>
        {isFolder && entry.sizeBytes === 0 ? null : <Bytes value={entry.sizeBytes} />}
      </span>
      {commit ? (
        <>
          <PageLink
            href={revisionHref(address, "commit", { revision: commit.id })}
            className={`${classes.entryCommit} ${classes.cut}`}
          >
            {commit.title}
          </PageLink>
          <span className={classes.entryTime}>
            <RelativeTime value={commit.committedAt} />
          </span>
        </>
      ) : (
        <>
          <span className={classes.entryCommit} />
          <span className={classes.entryTime} />
        </>
      )}
      {onRename && onDelete ? (
        <EntryMenu entry={entry} onRename={onRename} onDelete={onDelete} />
      ) : (
        <span />
      )}
    </>
  );
}

type EntryMenuProps = {
  entry: TreeEntry;
  onRename: (entry: TreeEntry) => void;
  onDelete: (entry: TreeEntry) => void;
};

function EntryMenu({ entry, onRename, onDelete }: EntryMenuProps) {
  const { t } = useTranslation(["repositories", "app", "storage"]);
  const address = addressOf(useAsset());
  const { revision } = useRevisionAndPath();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("changeEntry", { name: entry.name })}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={PageLink}
          href={revisionHref(address, "commits", { revision, path: entry.path })}
          leftSection={<IconHistory size={15} />}
        >
          {t("storage:fileHistory")}
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onRename(entry)}>
          {t("app:rename")}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={15} />}
          onClick={() => onDelete(entry)}
        >
          {t("app:delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
