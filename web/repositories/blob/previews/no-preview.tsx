import { Button } from "@mantine/core";
import { IconDownload, IconFileOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { MAX_PICTURE_PIXELS } from "#contract/repositories/preview-limits.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { contentHref } from "../../../app/addresses.ts";
import { useSite } from "../../../app/session.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { formatBytes, formatCount, formatExact } from "../../../ui/format.ts";

/** The reason, and the download. */
export function NoPreview({ file }: { file: FileDetail }) {
  const { t, i18n } = useTranslation("repositories");
  const address = addressOf(useAsset());
  const limit = useSite()?.limits.previewBytes ?? 0;
  const reason = t(`noPreviewReasons.${file.previewRefusal ?? "unsupported"}`, {
    limit: formatBytes(limit, i18n.language),
    width: formatExact(file.picture?.width ?? 0, i18n.language),
    height: formatExact(file.picture?.height ?? 0, i18n.language),
    pixels: formatCount(MAX_PICTURE_PIXELS, i18n.language),
  });
  const href = contentHref(address, { revision: file.commit, path: file.path, isDownload: true });
  return (
    <EmptyState title={t("noPreview")} description={reason} icon={IconFileOff}>
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
