import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload, IconFileZip, IconPackage } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { archiveHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import classes from "../repository.module.css";

/** REP-6: a folder, or everything, as one archive of either kind. */
export function DownloadMenu({ revision, path }: { revision: string; path: string }) {
  const { t } = useTranslation(["repositories", "storage"]);
  const address = addressOf(useAsset());
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} />}
          rightSection={<IconChevronDown size={14} />}
        >
          {t(path === "" ? "downloadAll" : "downloadFolder")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={archiveHref(address, { revision, path })}
          download=""
          leftSection={<IconFileZip size={15} />}
        >
          {t("storage:downloadZip")}
          <div className={classes.quiet}>{t("storage:downloadZipText")}</div>
        </Menu.Item>
        <Menu.Item
          component="a"
          href={archiveHref(address, { revision, path, format: "tar" })}
          download=""
          leftSection={<IconPackage size={15} />}
        >
          {t("storage:downloadTar")}
          <div className={classes.quiet}>{t("storage:downloadTarText")}</div>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
