import { Button } from "@mantine/core";
import { IconCloudDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { assetHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { PageLink } from "../../ui/page-link.tsx";

/** The other way by which files come, beside uploading them. */
export function ImportLink() {
  const { t } = useTranslation("repositories");
  return (
    <Button
      component={PageLink}
      href={`${assetHref(addressOf(useAsset()))}/imports`}
      variant="default"
      size="xs"
      leftSection={<IconCloudDown size={14} />}
    >
      {t("import")}
    </Button>
  );
}
