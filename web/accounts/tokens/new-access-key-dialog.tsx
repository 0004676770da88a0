import { Alert, Button, Group, Modal, Radio, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { codePoints } from "#contract/names.ts";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { SecretValue } from "../../ui/secret-value.tsx";

type Values = { name: string; scope: "read" | "write" };

/** Asks for name and scope, then shows both halves of the new pair. */
export function NewAccessKeyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation("accounts");
  const create = useChange("accounts.create-access-key", { stale: ["accounts.list-access-keys"] });
  const close = () => {
    onClose();
    create.reset();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size="lg"
      title={t("accessKeys.create")}
      closeOnClickOutside={!create.data}
    >
      {create.data ? (
        <Stack>
          <Alert color="orange" icon={<IconAlertTriangle size={18} />}>
            {t("secretOnce")}
          </Alert>
          <SecretValue label={t("accessKeys.accessKey")} value={create.data.accessKey} />
          <SecretValue label={t("accessKeys.secretKey")} value={create.data.secretKey} />
          <Group justify="flex-end">
            <Button onClick={close}>{t("secretKept")}</Button>
          </Group>
        </Stack>
      ) : (
        <AccessKeyForm create={create} onClose={close} />
      )}
    </Modal>
  );
}

type CreateAccessKey = ReturnType<typeof useChange<"accounts.create-access-key">>;

function AccessKeyForm({ create, onClose }: { create: CreateAccessKey; onClose: () => void }) {
  const { t } = useTranslation(["accounts", "app"]);
  const form = useForm<Values>({
    initialValues: { name: "", scope: "read" },
    validate: {
      name: (name) => {
        if (name.trim() === "") return t("required");
        return codePoints(name.trim()) > 64 ? t("tokens.nameTooLong") : null;
      },
    },
  });
  const problems = useFieldProblems(form, ["name", "scope"]);
  const submit = form.onSubmit((body) => {
    problems.clear();
    create.mutate({ body }, { onError: problems.onError });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t("tokens.name")}
          description={t("tokens.nameText")}
          maxLength={128}
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Radio.Group label={t("tokens.scope")} {...form.getInputProps("scope")}>
          <Stack gap="xs" mt="xs">
            {(["read", "write"] as const).map((scope) => (
              <Radio
                key={scope}
                value={scope}
                label={t(`scopes.${scope}`)}
                description={t(`scopeTexts.${scope}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <ProblemAlert error={problems.unplaced} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t("accessKeys.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
