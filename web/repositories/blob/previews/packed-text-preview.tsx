import { Skeleton } from "@mantine/core";
import { IconFileOff } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { formatBytes } from "../../../ui/format.ts";
import classes from "../blob.module.css";
import { ArchivePreview } from "./archive-preview.tsx";
import { usePackedText } from "./use-packed-text.ts";

const TextView = lazy(async () => ({ default: (await import("../text-view.tsx")).TextView }));

/** REP-5: a text that is packed alone, unpacked here; what does not unpack is shown as an archive. */
export function PackedTextPreview({ file }: { file: FileDetail }) {
  const { t, i18n } = useTranslation(["repositories", "previews-tensors"]);
  const { data, error } = usePackedText(file);
  const loading = <Skeleton height={360} m="md" />;
  if (error) return <ArchivePreview file={file} />;
  if (!data) return loading;
  if (data.text === "") return <EmptyState title={t("emptyFile")} icon={IconFileOff} />;
  return (
    <>
      {data.isCut ? (
        <p className={classes.notice}>
          {t("previews-tensors:archive.beginning", {
            size: formatBytes(data.sizeBytes, i18n.language),
          })}
        </p>
      ) : null}
      <Suspense fallback={loading}>
        <TextView text={data.text} name={file.name.replace(/\.gz$/iu, "")} />
      </Suspense>
    </>
  );
}
