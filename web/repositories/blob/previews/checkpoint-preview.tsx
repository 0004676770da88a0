import { SegmentedControl, Skeleton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { useCall } from "../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { ErrorState } from "../../../ui/error-state.tsx";
import { ArchivePreview } from "./archive-preview.tsx";
import tableClasses from "./name-table/name-table.module.css";
import { TensorsPreview } from "./tensors-preview.tsx";

type Part = "tensors" | "archive";

/**
 * REP-5: a checkpoint by its tensors, where reading it tells them, and by the files of its archive;
 * other files have such names as well, and are archives or nothing that is shown.
 */
export function CheckpointPreview({ file }: { file: FileDetail }) {
  const { t } = useTranslation("previews-tensors");
  const [part, setPart] = useState<Part>("tensors");
  const params = { ...addressOf(useAsset()), revision: file.commit, path: file.path };
  const input = { params, query: { scope: "checkpoint" as const } };
  const { data, error, refetch } = useCall("repositories.get-tensor-summary", input);
  if (isProblem(error, "preview-unreadable") || data?.totals.tensors === 0) {
    return <ArchivePreview file={file} />;
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={360} radius={0} />;
  return (
    <>
      <div className={tableClasses.toolbar}>
        <SegmentedControl
          size="xs"
          aria-label={t("contents")}
          value={part}
          onChange={setPart}
          data={[
            { value: "tensors", label: t("tensors") },
            { value: "archive", label: t("archiveFiles") },
          ]}
        />
      </div>
      {part === "tensors" ? <TensorsPreview file={file} /> : <ArchivePreview file={file} />}
    </>
  );
}
