import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

type RenameDialogProps = {
  /** What is renamed; closed without it. */
  entry: { path: string; type: "file" | "folder" } | undefined;
  onClose: () => void;
  onRename: (from: string, to: string) => void;
  isRunning: boolean;
  error: unknown;
};

/** Another name, or with slashes another folder. */
export function RenameDialog(props: RenameDialogProps) {
  const { t } = useTranslation(["repositories", "storage"]);
  const { entry, onClose } = props;
  const title = entry?.type === "folder" ? t("storage:renameFolder") : t("renameFile");
  return (
    <Modal opened={entry !== undefined} onClose={onClose} title={title} centered>
      {entry ? (
        <RenameForm {...props} path={entry.path} isFolder={entry.type === "folder"} />
      ) : null}
    </Modal>
  );
}

function RenameForm({
  path,
  isFolder,
  onClose,
  onRename,
  isRunning,
  error,
}: RenameDialogProps & { path: string; isFolder: boolean }) {
  const { t } = useTranslation(["repositories", "app", "storage"]);
  const [to, setTo] = useState(path);
  const wanted = to.trim().replace(/^\/+|\/+$/gu, "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onRename(path, wanted);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("newPath")}
          description={isFolder ? t("storage:renameFolderText") : t("newPathText")}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
          data-autofocus
        />
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" disabled={wanted === "" || wanted === path} loading={isRunning}>
            {t("app:rename")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
