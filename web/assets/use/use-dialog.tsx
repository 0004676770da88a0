import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { ClientCode } from "./client-code.tsx";

type UseDialogProps = {
  asset: Asset;
  /** Of a version; the default branch when absent. */
  revision?: string;
  isOpen: boolean;
  onClose: () => void;
};

/** Code for each client library, with this gallery's address in it. */
export function UseDialog({ asset, revision, isOpen, onClose }: UseDialogProps) {
  const { t } = useTranslation("assets");
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("use.title", {
        name: revision === undefined ? asset.fullName : `${asset.fullName} ${revision}`,
      })}
      size="xl"
    >
      <ClientCode asset={asset} revision={revision} />
    </Modal>
  );
}
