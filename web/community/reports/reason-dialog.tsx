import { Button, Group, Stack } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { codePoints } from "#contract/names.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { CountedTextarea } from "../../ui/counted-text.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

type ReasonDialogProps = {
  title: string;
  /** What will happen, in words. */
  text: string;
  label: string;
  /** The button says what it does. */
  action: string;
  max: number;
  isDangerous?: boolean;
  isRunning: boolean;
  error: unknown;
  /** @param reason trimmed, and not empty. */
  onSend: (reason: string) => void;
  onClose: () => void;
};

/** Something that is only done with a reason; Ctrl+Enter sends it. */
export function ReasonDialog({
  max,
  isDangerous = true,
  isRunning,
  onSend,
  onClose,
  ...words
}: ReasonDialogProps) {
  const { t } = useTranslation(["reports", "app"]);
  const [reason, setReason] = useState("");
  const used = codePoints(reason.trim());
  const isReady = used > 0 && used <= max && !isRunning;
  const send = () => {
    if (isReady) onSend(reason.trim());
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <Dialog onClose={onClose} title={words.title} centered>
      <form onSubmit={submit}>
        <Stack>
          <div>{words.text}</div>
          <CountedTextarea
            label={words.label}
            required
            value={reason}
            max={max}
            error={used > max ? t("textLong", { max }) : null}
            autosize
            minRows={3}
            maxRows={12}
            data-autofocus
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={getHotkeyHandler([["mod+Enter", send]])}
          />
          <ProblemAlert error={words.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("app:cancel")}
            </Button>
            <Button
              type="submit"
              color={isDangerous ? "red.8" : "accent"}
              disabled={!isReady}
              loading={isRunning}
            >
              {words.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
