import { Skeleton } from "@mantine/core";
import { IconZoomQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { useListCall } from "../../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { ErrorState } from "../../../../ui/error-state.tsx";
import { LoadMore } from "../../../../ui/load-more.tsx";
import classes from "../name-table/name-table.module.css";
import { ArchiveFileRow } from "./archive-file-row.tsx";
import { archiveInput } from "./archive-input.ts";

/** The files of an archive whose names hold what was searched. */
export function ArchiveFiles({ file, q }: { file: FileDetail; q: string }) {
  const { t } = useTranslation("previews-tensors");
  const input = archiveInput(addressOf(useAsset()), file, { folder: "", q });
  const found = useListCall("repositories.list-archive", input);
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton height={240} radius={0} />;
  const rows = found.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    return <EmptyState title={t("archive.nothingFound")} icon={IconZoomQuestion} />;
  }
  return (
    <>
      <ul className={classes.list}>
        {rows.map((row, index) =>
          row.type === "file" ? <ArchiveFileRow key={`${index}:${row.name}`} row={row} /> : null,
        )}
      </ul>
      <LoadMore {...found} />
    </>
  );
}
