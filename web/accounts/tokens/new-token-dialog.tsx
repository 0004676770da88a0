import { Alert, Button, Group, Modal, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { InputOf, OutputOf } from "#sdk/index.ts";
import { codePoints } from "#contract/names.ts";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { SecretValue } from "../../ui/secret-value.tsx";
import { type ChosenRepository, RepositoryChooser } from "./repository-chooser.tsx";
import { TokenUse } from "./token-use.tsx";

type Scope = InputOf<"accounts.create-token">["body"]["scope"];
type Values = { name: string; scope: Scope; repositories: ChosenRepository[]; expiry: string };

const SCOPES = ["read", "write", "fine-grained"] as const;
const EXPIRIES = ["7", "30", "90", "365", "never"] as const;

type DialogProps = { isOpen: boolean; onClose: () => void };

/** Two steps: what the token may do, then its secret, which is shown this once. */
export function NewTokenDialog({ isOpen, onClose }: DialogProps) {
  const { t } = useTranslation("accounts");
  const create = useChange("accounts.create-token", { stale: ["accounts.list-tokens"] });
  const close = () => {
    onClose();
    create.reset();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size="lg"
      title={create.data ? t("tokens.created", { name: create.data.name }) : t("tokens.create")}
      // A stray click must not lose the secret.
      closeOnClickOutside={!create.data}
    >
      {create.data ? (
        <CreatedToken token={create.data} onClose={close} />
      ) : (
        <TokenForm create={create} onClose={close} />
      )}
    </Modal>
  );
}

type CreateToken = ReturnType<typeof useChange<"accounts.create-token">>;

function TokenForm({ create, onClose }: { create: CreateToken; onClose: () => void }) {
  const { t } = useTranslation(["accounts", "app"]);
  const form = useForm<Values>({
    initialValues: { name: "", scope: "read", repositories: [], expiry: "90" },
    validate: {
      name: (name) => {
        if (name.trim() === "") return t("required");
        return codePoints(name.trim()) > 64 ? t("tokens.nameTooLong") : null;
      },
      repositories: (chosen, { scope }) =>
        scope === "fine-grained" && chosen.length === 0 ? t("tokens.chooseRepositories") : null,
    },
  });
  const problems = useFieldProblems(form, ["name", "repositories"]);
  const submit = form.onSubmit((values) => {
    problems.clear();
    create.mutate({ body: toNewToken(values) }, { onError: problems.onError });
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
            {SCOPES.map((scope) => (
              <Radio
                key={scope}
                value={scope}
                label={t(`scopes.${scope}`)}
                description={t(`scopeTexts.${scope}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {form.values.scope === "fine-grained" ? (
          <RepositoryChooser
            {...form.getInputProps("repositories")}
            value={form.values.repositories}
          />
        ) : null}
        <Select
          label={t("tokens.expiry")}
          data={EXPIRIES.map((days) => ({
            value: days,
            label: days === "never" ? t("tokens.never") : t("tokens.days", { count: Number(days) }),
          }))}
          allowDeselect={false}
          {...form.getInputProps("expiry")}
        />
        <ProblemAlert error={problems.unplaced} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t("tokens.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function toNewToken({ name, scope, repositories, expiry }: Values) {
  return {
    name,
    scope,
    repositories: scope === "fine-grained" ? repositories : [],
    ...(expiry === "never" ? {} : { expiresInDays: Number(expiry) }),
  };
}

type CreatedTokenProps = { token: OutputOf<"accounts.create-token">; onClose: () => void };

function CreatedToken({ token, onClose }: CreatedTokenProps) {
  const { t } = useTranslation("accounts");
  return (
    <Stack>
      <Alert color="orange" icon={<IconAlertTriangle size={18} />}>
        {t("secretOnce")}
      </Alert>
      <SecretValue label={t("tokens.secret")} value={token.secret} />
      <TokenUse secret={token.secret} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t("secretKept")}</Button>
      </Group>
    </Stack>
  );
}
