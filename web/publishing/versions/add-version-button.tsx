import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { AddVersionForm } from "./add-version-form.tsx";

/** Opens the form for a new version of this asset. */
export function AddVersionButton({ asset, newest }: { asset: Asset; newest: string | null }) {
  // The texts of the fields come along: loading them later would hide the page meanwhile.
  const { t } = useTranslation(["versions", "repositories"]);
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
        {t("add.open")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={dialog.close}
        size="lg"
        title={t("add.title", { name: asset.fullName })}
      >
        <AddVersionForm
          asset={asset}
          newest={newest}
          onClose={dialog.close}
          onAdded={dialog.close}
        />
      </Modal>
    </>
  );
}
