import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Transfer } from "#contract/repositories/transfer.ts";
import { Dialog } from "../../ui/dialog.tsx";

type CancelDialogProps = {
  direction: Transfer["direction"];
  onClose: () => void;
  onConfirm: () => void;
  isRunning: boolean;
};

/** Says what stays before something that runs is stopped. */
export function CancelDialog({ direction, onClose, onConfirm, isRunning }: CancelDialogProps) {
  const { t } = useTranslation("buckets");
  const isImport = direction === "import";
  return (
    <Dialog
      onClose={onClose}
      title={t(isImport ? "cancelImportTitle" : "cancelDeliveryTitle")}
      centered
    >
      <Stack>
        <Text>{t(isImport ? "cancelImportText" : "cancelDeliveryText")}</Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("keepRunning")}
          </Button>
          <Button color="red.8" loading={isRunning} onClick={onConfirm}>
            {t("cancelAction")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
