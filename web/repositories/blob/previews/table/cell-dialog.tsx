import { Button, Modal, Skeleton } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Problem } from "#contract/problems.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import type { TableColumn } from "#contract/repositories/table.ts";
import { readProblem } from "#sdk/index.ts";
import { gallery } from "../../../../app/gallery.ts";
import { CopyButton } from "../../../../ui/copy-button.tsx";
import { ErrorState } from "../../../../ui/error-state.tsx";
import { formatBytes } from "../../../../ui/format.ts";
import { useColumnName } from "./column-names.ts";
import { indentJson } from "./indent-json.ts";
import { type OpenCell, textOf } from "./open-cell.ts";
import classes from "./table.module.css";
import { useCellHref } from "./use-table.ts";

type DialogProps = { file: FileDetail; cell: OpenCell | null; onClose: () => void };

/** One value, whole. */
export function CellDialog({ file, cell, onClose }: DialogProps) {
  const { t } = useTranslation("previews-table");
  const nameOf = useColumnName();
  return (
    <Modal
      opened={cell !== null}
      onClose={onClose}
      size="xl"
      title={
        cell ? t("cellTitle", { name: nameOf(cell.column), row: cell.row.number + 1 }) : undefined
      }
    >
      {cell ? <Content file={file} open={cell} /> : null}
    </Modal>
  );
}

function Content({ file, open }: { file: FileDetail; open: OpenCell }) {
  const { t } = useTranslation("previews-table");
  const { cell, column, row } = open;
  const href = useCellHref(file)(row.at, column.index);
  if (cell === null) return <p className={classes.quiet}>{t("empty")}</p>;
  if (typeof cell === "string") return <Text text={cell} column={column} />;
  if (cell.kind !== "media") return <WholeText href={href} open={open} />;
  if (column.type === "image") {
    return <img src={href} alt={t("imageOf", { row: row.number + 1 })} className={classes.whole} />;
  }
  return (
    <Button component="a" href={href} leftSection={<IconDownload size={16} />} download>
      {t("saveBytes")}
    </Button>
  );
}

/** What the page has only the beginning of. */
function WholeText({ href, open }: { href: string; open: OpenCell }) {
  const { t, i18n } = useTranslation("previews-table");
  const { cell, column } = open;
  const { data, error, isLoading } = useQuery<string, Problem>({
    queryKey: ["table-cell", href],
    queryFn: async ({ signal }) => {
      const response = await gallery.request(href, { signal });
      if (!response.ok) throw await readProblem(response);
      return response.text();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isLoading) return <Skeleton height={160} />;
  const beginning = cell === null ? null : textOf(cell);
  if (error && beginning === null) return <ErrorState error={error} />;
  const text = data ?? beginning ?? "";
  const sizeBytes =
    cell !== null && typeof cell === "object" && "sizeBytes" in cell ? cell.sizeBytes : null;
  const isCut = sizeBytes !== null && new Blob([text]).size < sizeBytes;
  return (
    <>
      <Text text={text} column={column} />
      {isCut ? (
        <p className={classes.quiet}>
          {t("cellCut", { size: formatBytes(sizeBytes, i18n.language) })}
        </p>
      ) : null}
    </>
  );
}

function Text({ text, column }: { text: string; column: TableColumn }) {
  const { t } = useTranslation("previews-table");
  const isNested = column.type === "list" || column.type === "object";
  return (
    <div className={classes.text}>
      <pre className={classes.pre}>{isNested ? indentJson(text) : text}</pre>
      <span className={classes.copy}>
        <CopyButton value={text} label={t("copyValue")} />
      </span>
    </div>
  );
}
