import { IconAlertTriangle, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ArchiveRow } from "#contract/repositories/archive-listing.ts";
import { Bytes } from "../../../../ui/values.tsx";
import { depthStyle } from "../name-table/branch.tsx";
import classes from "../name-table/name-table.module.css";
import { visibleName } from "./visible-name.ts";

type ArchiveFileRowProps = {
  row: Extract<ArchiveRow, { type: "file" }>;
  /** In a tree, the folder that the rows above say. */
  above?: { folder: string; depth: number };
};

export function ArchiveFileRow({ row, above }: ArchiveFileRowProps) {
  const { t } = useTranslation("previews-tensors");
  return (
    <li
      className={classes.row}
      data-leaf={above ? true : undefined}
      style={depthStyle(above?.depth ?? 0)}
    >
      <span className={classes.name} title={visibleName(row.name)}>
        <span className={classes.text}>
          {visibleName(row.name.slice(above?.folder.length)) || t("nameless")}
        </span>
        {row.isUnsafe ? (
          <IconAlertTriangle
            size={15}
            className={classes.warn}
            aria-label={t("archive.unsafeName")}
          />
        ) : null}
        {row.isEncrypted ? (
          <IconLock size={15} className={classes.quiet} aria-label={t("archive.encrypted")} />
        ) : null}
      </span>
      <Sizes {...row} />
    </li>
  );
}

type SizesProps = { sizeBytes: number; compressedBytes: number | null };

/** Both sizes, and what share packing leaves; one size where nothing is packed by itself. */
export function Sizes({ sizeBytes, compressedBytes }: SizesProps) {
  const { i18n } = useTranslation();
  const unpacked = (
    <span className={classes.number}>
      <Bytes value={sizeBytes} />
    </span>
  );
  if (compressedBytes === null) return unpacked;
  const percent = new Intl.NumberFormat(i18n.language, {
    style: "percent",
    maximumFractionDigits: sizeBytes > compressedBytes * 100 ? 2 : 0,
  });
  return (
    <>
      {unpacked}
      <span className={classes.number}>
        <Bytes value={compressedBytes} />
      </span>
      <span className={`${classes.number} ${classes.quiet}`}>
        {sizeBytes > 0 ? percent.format(compressedBytes / sizeBytes) : ""}
      </span>
    </>
  );
}
