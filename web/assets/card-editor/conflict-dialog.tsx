import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

type ConflictDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  onReload: () => Promise<void>;
  onKeep: () => void;
};

/** Somebody else has changed the card since: nothing is decided without the writer. */
export function ConflictDialog({ isOpen, onClose, onReload, onKeep }: ConflictDialogProps) {
  const { t } = useTranslation(["editor", "app"]);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("conflict.title")} centered>
      <Stack>
        <Text>{t("conflict.text")}</Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t("conflict.back")}
          </Button>
          <Button variant="default" onClick={() => void onReload()}>
            {t("conflict.reload")}
          </Button>
          <Button onClick={onKeep}>{t("conflict.keep")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
