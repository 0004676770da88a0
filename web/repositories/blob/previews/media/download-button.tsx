import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { contentHref } from "../../../../app/addresses.ts";
import { addressOf, useAsset } from "../../../../assets/asset/use-asset.ts";
import { formatBytes } from "../../../../ui/format.ts";

export function DownloadButton({ file }: { file: FileDetail }) {
  const { t, i18n } = useTranslation("repositories");
  const at = { revision: file.commit, path: file.path, isDownload: true };
  return (
    <Button
      component="a"
      href={contentHref(addressOf(useAsset()), at)}
      download={file.name}
      leftSection={<IconDownload size={16} />}
    >
      {t("downloadSize", { size: formatBytes(file.sizeBytes, i18n.language) })}
    </Button>
  );
}
