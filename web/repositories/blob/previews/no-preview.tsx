import { Button } from "@mantine/core";
import { IconDownload, IconFileOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { contentHref } from "../../../app/addresses.ts";
import { useSite } from "../../../app/session.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { formatBytes } from "../../../ui/format.ts";

/** The reason, and the download. */
export function NoPreview({ file }: { file: FileDetail }) {
  const { t, i18n } = useTranslation("repositories");
  const address = addressOf(useAsset());
  const limit = useSite()?.limits.previewBytes ?? 0;
  const reason = file.previewRefusal ?? "unsupported";
  const href = contentHref(address, { revision: file.commit, path: file.path, isDownload: true });
  return (
    <EmptyState
      title={t("noPreview")}
      description={t(`noPreviewReasons.${reason}`, { limit: formatBytes(limit, i18n.language) })}
      icon={IconFileOff}
    >
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
