import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useAccountRules } from "../account-rules.ts";

type DialogProps = { isOpen: boolean; onClose: () => void };

export function NewOrganisationDialog({ isOpen, onClose }: DialogProps) {
  const { t } = useTranslation("accounts");
  return (
    <Modal opened={isOpen} onClose={onClose} title={t("organisations.create")}>
      <OrganisationForm onClose={onClose} />
    </Modal>
  );
}

function OrganisationForm({ onClose }: Pick<DialogProps, "onClose">) {
  const { t } = useTranslation(["accounts", "app"]);
  const navigate = useNavigate();
  const rules = useAccountRules();
  const form = useForm({
    initialValues: { name: "", nickname: "" },
    validateInputOnBlur: true,
    validate: { name: rules.name, nickname: rules.nickname },
  });
  const problems = useFieldProblems(form, ["name", "nickname"], {
    "name-taken": "name",
    "name-reserved": "name",
  });
  const create = useChange("accounts.create-organisation", {
    stale: ["accounts.get-session"],
    onSuccess: async ({ name }) => {
      await navigate({ href: `/settings/organisations/${encodeURIComponent(name)}` });
    },
  });
  const submit = form.onSubmit((body) => {
    problems.clear();
    create.mutate({ body }, { onError: problems.onError });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t("organisations.name")}
          description={t("name.description")}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={42}
          data-autofocus
          {...form.getInputProps("name")}
        />
        <TextInput
          label={t("organisations.nickname")}
          description={t("nickname.optional")}
          maxLength={128}
          {...form.getInputProps("nickname")}
        />
        <ProblemAlert error={problems.unplaced} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t("organisations.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
