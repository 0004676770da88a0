import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode, SubmitEventHandler } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { ConnectionSelect } from "../connections/connection-select.tsx";

type TransferFormProps = {
  connection: string | null;
  onConnection: (id: string | null) => void;
  children: ReactNode;
  action: string;
  isRunning: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
};

/** The connection, what else is asked, and the button that begins. */
export function TransferForm(props: TransferFormProps) {
  const { connection, onConnection, children, action, isRunning, error, onSubmit, onClose } = props;
  const { t } = useTranslation();
  const submit: SubmitEventHandler<HTMLFormElement> = (event) => {
    event.preventDefault();
    if (connection !== null) onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ConnectionSelect value={connection} onChange={onConnection} />
        {children}
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" disabled={connection === null} loading={isRunning}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
