import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRestore } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CommitDetail } from "#contract/repositories/repository.ts";
import { RestoreDialog } from "../tree/restore-dialog.tsx";

/** REP-7: makes the files of an older commit the newest one; nothing of the history is lost. */
export function RestoreButton({ commit }: { commit: CommitDetail }) {
  const { t } = useTranslation("repositories");
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRestore size={14} />}
        onClick={dialog.open}
      >
        {t("restore")}
      </Button>
      {isOpen ? (
        <RestoreDialog onClose={dialog.close} title={t("restore")} revision={commit.id} path="" />
      ) : null}
    </>
  );
}
