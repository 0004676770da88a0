import { IconFileOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { DownloadButton } from "./download-button.tsx";

/** This browser lacks the codec, or the file is not what its name says. */
export function Unplayable({ file }: { file: FileDetail }) {
  const { t } = useTranslation("previews-media");
  return (
    <EmptyState
      title={t("media.unplayable")}
      description={t("media.unplayableText", { mediaType: file.mediaType })}
      icon={IconFileOff}
    >
      <DownloadButton file={file} />
    </EmptyState>
  );
}
