import { Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { Entrance } from "./entrance.tsx";
import { ProviderButton } from "./provider-button.tsx";
import { useEnter } from "./use-enter.ts";

/** ACC-1: account name or e-mail address, and the password. */
export function SignInPage() {
  const { t } = useTranslation(["accounts", "app"]);
  const { next } = useSearch({ strict: false }) as SearchParams;
  usePageTitle(t("app:signIn"));
  return (
    <Entrance
      title={t("signIn.title")}
      description={next === undefined ? undefined : t("signIn.toGoOn")}
      footer={
        <>
          {t("signIn.noAccount")}{" "}
          <Anchor component={PageLink} href={`/sign-up${stringifySearch({ next })}`} inherit>
            {t("app:signUp")}
          </Anchor>
        </>
      }
    >
      <Stack>
        <SignInForm />
        <ProviderButton text="signIn" />
      </Stack>
    </Entrance>
  );
}

function SignInForm() {
  const { t } = useTranslation(["accounts", "app"]);
  const enter = useEnter();
  const form = useForm({
    initialValues: { login: "", password: "" },
    validate: {
      login: (login) => (login.trim() === "" ? t("required") : null),
      password: (password) => (password === "" ? t("required") : null),
    },
  });
  const problems = useFieldProblems(form, ["login", "password"]);
  const signIn = useChange("accounts.sign-in", { onSuccess: enter });
  return (
    <form
      onSubmit={form.onSubmit((values) => {
        problems.clear();
        signIn.mutate({ body: values }, { onError: problems.onError });
      })}
      noValidate
    >
      <Stack>
        <TextInput
          label={t("signIn.login")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          {...form.getInputProps("login")}
        />
        <PasswordInput
          label={t("password.label")}
          autoComplete="current-password"
          maxLength={512}
          visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
          {...form.getInputProps("password")}
        />
        <ProblemAlert error={problems.unplaced} />
        <Button type="submit" loading={signIn.isPending}>
          {t("app:signIn")}
        </Button>
      </Stack>
    </form>
  );
}
