import { Button } from "@mantine/core";
import { IconDownload, IconFileOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { contentHref } from "../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { formatBytes } from "../../../ui/format.ts";

/** In the place of a preview: the reason, and the download. */
export function NothingShown({ file, reason }: { file: FileDetail; reason: string }) {
  const { t, i18n } = useTranslation("repositories");
  const address = addressOf(useAsset());
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
