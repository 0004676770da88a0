import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import type { Arrival } from "./arrival.ts";
import { useEnter } from "./use-enter.ts";

/** The password shows once that the account is theirs. */
export function LinkForm({ arrival: { email, hasAccount } }: { arrival: Arrival }) {
  const { t } = useTranslation(["account-life", "accounts"]);
  const enter = useEnter();
  const form = useForm({
    initialValues: { login: hasAccount ? (email ?? "") : "", password: "" },
    validate: {
      login: (login) => (login.trim() === "" ? t("accounts:required") : null),
      password: (password) => (password === "" ? t("accounts:required") : null),
    },
  });
  const problems = useFieldProblems(form, ["login", "password"]);
  const link = useChange("accounts.link-external-account", { onSuccess: enter });
  return (
    <form
      onSubmit={form.onSubmit((body) => {
        problems.clear();
        link.mutate({ body }, { onError: problems.onError });
      })}
      noValidate
    >
      <Stack>
        <TextInput
          label={t("accounts:signIn.login")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          {...form.getInputProps("login")}
        />
        <PasswordInput
          label={t("accounts:password.label")}
          autoComplete="current-password"
          maxLength={512}
          visibilityToggleButtonProps={{ "aria-label": t("accounts:password.show") }}
          {...form.getInputProps("password")}
        />
        <ProblemAlert error={problems.unplaced} />
        <Button type="submit" variant={hasAccount ? "filled" : "default"} loading={link.isPending}>
          {t("provider.link")}
        </Button>
      </Stack>
    </form>
  );
}
