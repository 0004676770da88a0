import { Button } from "@mantine/core";
import { IconDownload, IconFileOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { contentHref } from "../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { formatBytes } from "../../../ui/format.ts";
import { useUnreadableText } from "./unreadable-text.ts";

type UnreadableFileProps = { file: FileDetail; error: unknown; onRetry: () => void };

/** Why nothing of a file can be shown, and the download. */
export function UnreadableFile({ file, error, onRetry }: UnreadableFileProps) {
  const { t, i18n } = useTranslation(["repositories", "previews-tensors"]);
  const textOf = useUnreadableText();
  const address = addressOf(useAsset());
  const text = textOf(error);
  if (text === undefined || !isProblem(error))
    return <ErrorState error={error} onRetry={onRetry} />;
  const href = contentHref(address, { revision: file.commit, path: file.path, isDownload: true });
  return (
    <EmptyState title={t("noPreview")} description={text} icon={IconFileOff}>
      <Button
        component="a"
        href={href}
        download={file.name}
        leftSection={<IconDownload size={16} />}
      >
        {t("downloadSize", { size: formatBytes(file.sizeBytes, i18n.language) })}
      </Button>
    </EmptyState>
  );
}
