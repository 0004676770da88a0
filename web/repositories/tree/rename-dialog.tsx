import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

type RenameDialogProps = {
  /** What is renamed; closed without it. */
  entry: { path: string } | undefined;
  onClose: () => void;
  onRename: (from: string, to: string) => void;
  isRunning: boolean;
  error: unknown;
};

/** Another name, or with slashes another folder. */
export function RenameDialog(props: RenameDialogProps) {
  const { t } = useTranslation("repositories");
  const { entry, onClose } = props;
  return (
    <Modal opened={entry !== undefined} onClose={onClose} title={t("renameFile")} centered>
      {entry ? <RenameForm {...props} path={entry.path} /> : null}
    </Modal>
  );
}

function RenameForm({
  path,
  onClose,
  onRename,
  isRunning,
  error,
}: RenameDialogProps & { path: string }) {
  const { t } = useTranslation(["repositories", "app"]);
  const [to, setTo] = useState(path);
  const wanted = to.trim().replace(/^\/+/u, "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onRename(path, wanted);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("newPath")}
          description={t("newPathText")}
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
