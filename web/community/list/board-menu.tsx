import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconMessageOff, IconMessages } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Board } from "#contract/community/discussion.ts";
import { useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast, useProblemToast } from "../../ui/toast.ts";
import { STALE_AFTER_WRITING } from "../stale-answers.ts";

/** The owner switches discussions off and on. */
export function BoardMenu({ board }: { board: Board }) {
  const { t } = useTranslation("community");
  const params = addressOf(useAsset());
  const [isAsking, asking] = useDisclosure(false);
  const onError = useProblemToast();
  const change = useChange("community.edit-board", {
    stale: STALE_AFTER_WRITING,
    onSuccess: ({ isOpen }) => {
      asking.close();
      toast(t(isOpen ? "board.isOn" : "board.isOff"));
    },
  });
  const setOpen = (isOpen: boolean) => change.mutate({ params, body: { isOpen } }, { onError });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("board.menu")}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {board.isOpen ? (
            <Menu.Item leftSection={<IconMessageOff size={16} />} onClick={asking.open}>
              {t("board.switchOff")}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconMessages size={16} />} onClick={() => setOpen(true)}>
              {t("board.switchOn")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={asking.close}
        title={t("board.confirmTitle")}
        action={t("board.switchOff")}
        onConfirm={() => setOpen(false)}
        isRunning={change.isPending}
      >
        {t("board.confirmText")}
      </ConfirmDialog>
    </>
  );
}
