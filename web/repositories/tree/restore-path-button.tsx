import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRestore } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCall } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { nameOf } from "../paths.ts";
import { RestoreDialog } from "./restore-dialog.tsx";

type RestorePathButtonProps = { revision: string; path: string; isFile?: boolean };

/** For who may write, at an older revision: this one file or folder comes back as it was. */
export function RestorePathButton({ revision, path, isFile = false }: RestorePathButtonProps) {
  const { t } = useTranslation("storage");
  const asset = useAsset();
  const { data: refs } = useCall("repositories.list-refs", { params: addressOf(asset) });
  const [isOpen, dialog] = useDisclosure(false);
  const isBranch = refs?.branches.some(({ name }) => name === revision) ?? true;
  if (!asset.abilities.write || isBranch || path === "") return null;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRestore size={14} />}
        onClick={dialog.open}
      >
        {t("restorePath")}
      </Button>
      {isOpen ? (
        <RestoreDialog
          onClose={dialog.close}
          title={t("restorePathTitle", { name: nameOf(path) })}
          revision={revision}
          path={path}
          isFile={isFile}
        />
      ) : null}
    </>
  );
}
