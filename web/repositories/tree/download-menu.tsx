import { Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconChevronDown,
  IconCloudUp,
  IconDownload,
  IconFileZip,
  IconPackage,
} from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { archiveHref } from "../../app/addresses.ts";
import { useAccount } from "../../app/session.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import classes from "../repository.module.css";

const DeliverDialog = lazy(async () => ({
  default: (await import("../deliveries/deliver-dialog.tsx")).DeliverDialog,
}));

/** REP-6, DIS-9: a folder, or everything, as one archive of either kind, or into object storage. */
export function DownloadMenu({ revision, path }: { revision: string; path: string }) {
  const { t } = useTranslation(["repositories", "storage"]);
  const address = addressOf(useAsset());
  const account = useAccount();
  const [isDelivering, delivering] = useDisclosure(false);
  return (
    <>
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
          {account ? (
            <Menu.Item leftSection={<IconCloudUp size={15} />} onClick={delivering.open}>
              {t("deliver")}
              <div className={classes.quiet}>{t("deliverText")}</div>
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {isDelivering ? (
        <Suspense>
          <DeliverDialog revision={revision} path={path} onClose={delivering.close} />
        </Suspense>
      ) : null}
    </>
  );
}
