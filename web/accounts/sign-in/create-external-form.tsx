import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useAccountRules } from "../account-rules.ts";
import { ownTimeZone } from "../own-time-zone.ts";
import type { Arrival } from "./arrival.ts";
import { useEnter } from "./use-enter.ts";

const FIELDS = ["name", "email", "nickname"] as const;

/** A name cannot be changed later, so nobody gets one that they have not seen. */
export function CreateExternalForm({ arrival }: { arrival: Arrival }) {
  const { t, i18n } = useTranslation(["account-life", "accounts"]);
  const rules = useAccountRules();
  const enter = useEnter();
  const { name, email, nickname, isEmailVerified, provider } = arrival;
  const form = useForm({
    initialValues: { name, email: email ?? "", nickname },
    validateInputOnBlur: true,
    validate: { name: rules.name, email: rules.email, nickname: rules.nickname },
  });
  const problems = useFieldProblems(form, FIELDS, {
    "name-taken": "name",
    "name-reserved": "name",
    "email-taken": "email",
  });
  const create = useChange("accounts.create-external-account", { onSuccess: enter });
  const submit = form.onSubmit((values) => {
    problems.clear();
    const language = i18n.language.startsWith("zh") ? ("zh" as const) : ("en" as const);
    const body = { ...values, language, timeZone: ownTimeZone() };
    create.mutate({ body }, { onError: problems.onError });
  });
  const isVerified = isEmailVerified && form.values.email === email;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t("accounts:name.label")}
          description={t("accounts:name.description")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={42}
          {...form.getInputProps("name")}
        />
        <TextInput
          label={t("accounts:email.label")}
          description={t(isVerified ? "provider.emailVerified" : "provider.emailOpen", {
            provider,
          })}
          type="email"
          autoComplete="email"
          maxLength={254}
          {...form.getInputProps("email")}
        />
        <TextInput
          label={t("accounts:nickname.label")}
          description={t("accounts:nickname.optional")}
          autoComplete="nickname"
          maxLength={128}
          {...form.getInputProps("nickname")}
        />
        <ProblemAlert error={problems.unplaced} />
        <Button type="submit" loading={create.isPending}>
          {t("provider.create")}
        </Button>
      </Stack>
    </form>
  );
}
