import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type SubmitEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "./problem-alert.tsx";
import { useFocusReturn } from "./use-focus-return.ts";

type ConfirmDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in words. */
  children: ReactNode;
  /** The button says what it does: "Delete 3 files". */
  action: string;
  onConfirm: () => void;
  isDangerous?: boolean;
  isRunning?: boolean;
  error?: unknown;
  /** The reader must type this to go on; for what cannot be undone. */
  typed?: string;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} centered>
      <ConfirmForm {...props} />
    </Modal>
  );
}

function ConfirmForm(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  useFocusReturn();
  const isAllowed = props.typed === undefined || typed.trim() === props.typed;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isAllowed) props.onConfirm();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text component="div">{props.children}</Text>
        {props.typed === undefined ? null : (
          <TextInput
            label={t("typeToConfirm", { text: props.typed })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
        )}
        <ProblemAlert error={props.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.onClose}>
            {t("cancel")}
          </Button>
          <Button
            type="submit"
            color={props.isDangerous ? "red.8" : "accent"}
            disabled={!isAllowed}
            loading={props.isRunning ?? false}
          >
            {props.action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
