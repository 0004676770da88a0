import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import classes from "./pdf.module.css";
import type { PasswordRequest } from "./use-pdf.ts";

/** Asks for the password of a PDF; it does not leave the page. */
export function PdfPassword({ request }: { request: PasswordRequest }) {
  const { t } = useTranslation("previews-media");
  const { t: shared } = useTranslation();
  const { wrong, answer, cancel } = request;
  const [password, setPassword] = useState("");
  /** Since the last answer: what is being typed is not wrong yet. */
  const [isChanged, setIsChanged] = useState(false);
  return (
    <EmptyState
      title={t("pdf.password.title")}
      description={t("pdf.password.text")}
      icon={IconLock}
    >
      <form
        className={classes.password}
        onSubmit={(event) => {
          event.preventDefault();
          setIsChanged(false);
          answer(password);
        }}
      >
        <Stack gap="sm">
          <PasswordInput
            label={t("pdf.password.label")}
            autoComplete="off"
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
              setIsChanged(true);
            }}
            error={wrong > 0 && !isChanged ? t("pdf.password.wrong") : undefined}
          />
          <Group gap="sm" justify="center">
            <Button variant="default" onClick={cancel}>
              {shared("cancel")}
            </Button>
            <Button type="submit" disabled={password === ""}>
              {t("pdf.password.open")}
            </Button>
          </Group>
        </Stack>
      </form>
    </EmptyState>
  );
}
