import { Skeleton } from "@mantine/core";
import { IconFolder } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ArchiveRow } from "#contract/repositories/archive-listing.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { useListCall } from "../../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { ErrorState } from "../../../../ui/error-state.tsx";
import { LoadMore } from "../../../../ui/load-more.tsx";
import { Branch } from "../name-table/branch.tsx";
import classes from "../name-table/name-table.module.css";
import { archiveInput } from "./archive-input.ts";
import { ArchiveFileRow, Sizes } from "./archive-file-row.tsx";
import { visibleName } from "./visible-name.ts";

type ArchiveFolderProps = { file: FileDetail; folder: string; depth: number };

/** A folder of the archive; the folders in it load when they open. */
export function ArchiveFolder({ file, folder, depth }: ArchiveFolderProps) {
  const { t } = useTranslation("previews-tensors");
  const address = addressOf(useAsset());
  const input = archiveInput(address, file, { folder, q: "" });
  const level = useListCall("repositories.list-archive", input);
  if (level.error) return <ErrorState error={level.error} onRetry={() => void level.refetch()} />;
  if (!level.data) return <Skeleton height={34} />;
  const rows = level.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <EmptyState title={t("archive.noFiles")} />;
  return (
    <>
      <ul className={classes.list}>
        {rows.map((row, index) =>
          row.type === "file" ? (
            <ArchiveFileRow key={`${index}:${row.name}`} row={row} above={{ folder, depth }} />
          ) : (
            <FolderBranch
              key={row.prefix}
              row={row}
              file={file}
              above={folder}
              depth={depth}
              isOpenAtFirst={rows.length === 1}
            />
          ),
        )}
      </ul>
      <LoadMore {...level} />
    </>
  );
}

type FolderBranchProps = {
  row: Extract<ArchiveRow, { type: "folder" }>;
  file: FileDetail;
  above: string;
  depth: number;
  isOpenAtFirst: boolean;
};

function FolderBranch({ row, file, above, depth, isOpenAtFirst }: FolderBranchProps) {
  return (
    <Branch
      label={visibleName(row.prefix.slice(above.length, -1)) || "/"}
      title={visibleName(row.prefix)}
      depth={depth}
      isOpenAtFirst={isOpenAtFirst}
      icon={<IconFolder size={16} aria-hidden="true" />}
      cells={<Sizes {...row} />}
    >
      <ArchiveFolder file={file} folder={row.prefix} depth={depth + 1} />
    </Branch>
  );
}
