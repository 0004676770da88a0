import { Alert, Button, Group, Modal, Radio, Stack, TextInput } from "@mantine/core";
import type { useForm } from "@mantine/form";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode, SubmitEventHandler } from "react";
import { useTranslation } from "react-i18next";
import { codePoints } from "#contract/names.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";

type Scope = "read" | "write" | "fine-grained";

type CredentialDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** The secrets, once there are some: they are shown this once. */
  secrets: ReactNode | undefined;
  /** The form before that. */
  children: ReactNode;
};

/** Two steps: what a new credential may do, then its secret. */
export function CredentialDialog(props: CredentialDialogProps) {
  const { isOpen, onClose, title, secrets, children } = props;
  const { t } = useTranslation("accounts");
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={title}
      // A stray click must not lose the secret.
      closeOnClickOutside={secrets === undefined}
    >
      {secrets === undefined ? (
        children
      ) : (
        <Stack>
          <Alert color="orange" icon={<IconAlertTriangle size={18} />}>
            {t("secretOnce")}
          </Alert>
          {secrets}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t("secretKept")}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

type CredentialFormProps = {
  /** Of the form that holds name and scope. */
  inputProps: (field: "name" | "scope") => InputProps;
  scopes: readonly Scope[];
  /** What else is asked, below the scope. */
  children?: ReactNode;
  /** The button says what it does. */
  action: string;
  isRunning: boolean;
  error: unknown;
  onSubmit: SubmitEventHandler<HTMLFormElement>;
  onClose: () => void;
};

type InputProps = ReturnType<ReturnType<typeof useForm>["getInputProps"]>;

/** Name and scope, which every credential has. */
export function CredentialForm(props: CredentialFormProps) {
  const { inputProps, scopes, children, action, isRunning, error, onSubmit, onClose } = props;
  const { t } = useTranslation(["accounts", "app"]);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <TextInput
          label={t("tokens.name")}
          description={t("tokens.nameText")}
          maxLength={128}
          data-autofocus
          {...inputProps("name")}
        />
        <Radio.Group label={t("tokens.scope")} {...inputProps("scope")}>
          <Stack gap="xs" mt="xs">
            {scopes.map((scope) => (
              <Radio
                key={scope}
                value={scope}
                label={t(`scopes.${scope}`)}
                description={t(`scopeTexts.${scope}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {children}
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" loading={isRunning}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What a form checks of a credential's name. */
export function useNameRule(): (name: string) => string | null {
  const { t } = useTranslation("accounts");
  return (name) => {
    if (name.trim() === "") return t("required");
    return codePoints(name.trim()) > 64 ? t("tokens.nameTooLong") : null;
  };
}
