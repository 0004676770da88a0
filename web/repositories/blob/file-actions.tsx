import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconDots,
  IconDownload,
  IconFileCode,
  IconHistory,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { contentHref, revisionHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { folderOf } from "../paths.ts";
import classes from "../repository.module.css";
import { useEntryChanges } from "../tree/entry-changes.tsx";
import { RestorePathButton } from "../tree/restore-path-button.tsx";

/** Raw bytes, download, and for writers rename and delete. */
export function FileActions({ file, revision }: { file: FileDetail; revision: string }) {
  const { t } = useTranslation(["repositories", "app", "diff"]);
  const address = addressOf(useAsset());
  const navigate = useNavigate();
  const changes = useEntryChanges({
    revision,
    head: file.commit,
    onDone: (operation) => {
      const isRename = operation.op === "rename";
      const path = isRename ? operation.to : folderOf(file.path);
      void navigate({
        href: revisionHref(address, isRename ? "blob" : "tree", { revision, path }),
      });
    },
  });
  const { rename, remove } = changes;
  const at = { revision, path: file.path };
  return (
    <div className={classes.actions}>
      <Button
        component="a"
        href={contentHref(address, at)}
        variant="default"
        size="xs"
        leftSection={<IconFileCode size={14} />}
      >
        {t("raw")}
      </Button>
      <Button
        component={PageLink}
        href={revisionHref(address, "commits", at)}
        variant="default"
        size="xs"
        leftSection={<IconHistory size={14} />}
      >
        {t("diff:history")}
      </Button>
      <RestorePathButton revision={revision} path={file.path} isFile />
      <Button
        component="a"
        href={contentHref(address, { ...at, isDownload: true })}
        download={file.name}
        size="xs"
        leftSection={<IconDownload size={14} />}
      >
        {t("download")}
      </Button>
      {rename && remove ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t("changeEntry", { name: file.name })}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => rename(file)}>
              {t("app:rename")}
            </Menu.Item>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={15} />}
              onClick={() => remove(file)}
            >
              {t("app:delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {changes.dialogs}
    </div>
  );
}
