import { IconPhotoOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import type { TableCell, TableColumn, TableRow } from "#contract/repositories/table.ts";
import { moveFocus } from "./move-focus.ts";
import { type OpenCell, textOf } from "./open-cell.ts";
import classes from "./table.module.css";
import { useCellHref } from "./use-table.ts";

type CellProps = {
  file: FileDetail;
  row: TableRow;
  column: TableColumn;
  cell: TableCell;
  /** Whether the Tab key leads here; the arrow keys lead on. */
  isEntry: boolean;
  onOpen: (cell: OpenCell) => void;
};

/** One value in its place; opened, it is whole. */
export function CellValue({ file, row, column, cell, isEntry, onOpen }: CellProps) {
  const { t } = useTranslation("previews-table");
  if (cell !== null && typeof cell === "object" && cell.kind === "media") {
    return <Media {...{ file, row, column, cell, isEntry, onOpen }} />;
  }
  const text = cell === null ? null : textOf(cell);
  return (
    <button
      type="button"
      data-cell
      className={classes.cell}
      tabIndex={isEntry ? 0 : -1}
      onKeyDown={moveFocus}
      onClick={() => onOpen({ row, column, cell })}
      title={t("openCell")}
    >
      {text === null ? (
        <span className={classes.null}>{cell === null ? t("empty") : t("notRead")}</span>
      ) : (
        text
      )}
      {text === "" ? <span className={classes.null}>{t("emptyText")}</span> : null}
      {cell !== null && typeof cell === "object" && cell.kind === "cut" ? "…" : null}
    </button>
  );
}

function Media({ file, row, column, cell, isEntry, onOpen }: CellProps) {
  const { t } = useTranslation("previews-table");
  const href = useCellHref(file)(row.at, column.index);
  const [isBroken, setBroken] = useState(false);
  if (column.type === "audio") {
    return <audio data-cell controls preload="none" src={href} className={classes.audio} />;
  }
  const isImage = column.type === "image" && !isBroken;
  return (
    <button
      type="button"
      data-cell
      className={classes.cell}
      tabIndex={isEntry ? 0 : -1}
      onKeyDown={moveFocus}
      onClick={() => onOpen({ row, column, cell })}
      title={t("openCell")}
    >
      {isImage ? (
        <img
          src={href}
          alt={t("imageOf", { row: row.number + 1 })}
          loading="lazy"
          className={classes.image}
          onError={() => setBroken(true)}
        />
      ) : (
        <span className={classes.null}>
          {column.type === "image" ? <IconPhotoOff size={16} /> : t("bytes")}
        </span>
      )}
    </button>
  );
}
