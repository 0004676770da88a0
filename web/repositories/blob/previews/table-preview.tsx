import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { useSite } from "../../../app/session.ts";
import { TableView } from "./table/table-view.tsx";
import classes from "./table/table.module.css";
import { TextPreview } from "./text-preview.tsx";

/** A CSV, TSV, JSON Lines or Parquet file as a table; small text files as text too. */
export function TablePreview({ file }: { file: FileDetail }) {
  const { t } = useTranslation("previews-table");
  const [mode, setMode] = useState("table");
  const limit = useSite()?.limits.previewBytes ?? 0;
  const isText = !/\.parquet$/iu.test(file.name) && file.sizeBytes <= limit;
  const switcher = isText ? (
    <SegmentedControl
      size="xs"
      aria-label={t("show")}
      value={mode}
      onChange={setMode}
      data={[
        { value: "table", label: t("showTable") },
        { value: "text", label: t("showText") },
      ]}
    />
  ) : null;
  if (mode === "table") return <TableView file={file} switcher={switcher} />;
  return (
    <>
      <div className={classes.bar}>{switcher}</div>
      <TextPreview file={file} />
    </>
  );
}
