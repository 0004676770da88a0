import { Alert, Anchor, Button, PasswordInput, Skeleton, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconKey, IconShieldStar } from "@tabler/icons-react";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { useSite } from "../../app/session.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useAccountRules } from "../account-rules.ts";
import { ownTimeZone } from "../own-time-zone.ts";
import { Entrance } from "../sign-in/entrance.tsx";
import { ProviderButton } from "../sign-in/provider-button.tsx";
import { useEnter } from "../sign-in/use-enter.ts";

const FIELDS = ["name", "email", "password", "nickname", "setupCode"] as const;

/** ACC-1: the first account of a fresh gallery becomes its administrator. */
export function SignUpPage() {
  const { t } = useTranslation(["accounts", "app"]);
  const site = useSite();
  const { next } = useSearch({ strict: false }) as SearchParams;
  usePageTitle(t("app:signUp"));
  const isClosed = site && !site.isSignUpOpen && !site.needsFirstAccount;
  return (
    <Entrance
      title={t(site?.needsFirstAccount ? "signUp.firstTitle" : "signUp.title")}
      footer={
        <>
          {t("signUp.hasAccount")}{" "}
          <Anchor component={PageLink} href={`/login${stringifySearch({ next })}`} inherit>
            {t("app:signIn")}
          </Anchor>
        </>
      }
    >
      {site === undefined ? <Skeleton height={280} /> : null}
      {isClosed ? (
        <EmptyState title={t("signUp.closed")} description={t("signUp.closedText")} />
      ) : null}
      {site && !isClosed ? (
        <Stack>
          <SignUpForm isFirst={site.needsFirstAccount} needsCode={site.needsSetupCode} />
          <ProviderButton text="signUp" />
        </Stack>
      ) : null}
    </Entrance>
  );
}

function SignUpForm({ isFirst, needsCode }: { isFirst: boolean; needsCode: boolean }) {
  const { t, i18n } = useTranslation(["accounts", "app"]);
  const rules = useAccountRules();
  const enter = useEnter();
  const form = useForm({
    initialValues: { name: "", email: "", password: "", nickname: "", setupCode: "" },
    validateInputOnBlur: true,
    validate: {
      name: rules.name,
      email: rules.email,
      password: rules.newPassword,
      nickname: rules.nickname,
      setupCode: (code) => (needsCode && code.trim() === "" ? t("required") : null),
    },
  });
  const problems = useFieldProblems(form, FIELDS, {
    "name-taken": "name",
    "name-reserved": "name",
    "email-taken": "email",
    ...(needsCode ? { "setup-code-required": "setupCode" } : {}),
  });
  const signUp = useChange("accounts.sign-up", { onSuccess: enter });
  const submit = form.onSubmit(({ setupCode, ...values }) => {
    problems.clear();
    const language = i18n.language.startsWith("zh") ? ("zh" as const) : ("en" as const);
    const code = setupCode.trim() === "" ? {} : { setupCode: setupCode.trim() };
    const timeZone = ownTimeZone();
    signUp.mutate(
      { body: { ...values, language, timeZone, ...code } },
      { onError: problems.onError },
    );
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {isFirst ? (
          <Alert icon={<IconShieldStar size={18} />} variant="light">
            {t("signUp.firstText")}
          </Alert>
        ) : null}
        <TextInput
          label={t("name.label")}
          description={t("name.description")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={42}
          {...form.getInputProps("name")}
        />
        <TextInput
          label={t("email.label")}
          type="email"
          autoComplete="email"
          maxLength={254}
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={t("password.label")}
          description={t("password.description")}
          autoComplete="new-password"
          maxLength={256}
          visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
          {...form.getInputProps("password")}
        />
        <TextInput
          label={t("nickname.label")}
          description={t("nickname.optional")}
          autoComplete="nickname"
          maxLength={128}
          {...form.getInputProps("nickname")}
        />
        {needsCode ? (
          <TextInput
            label={t("setupCode.label")}
            description={t("setupCode.description")}
            leftSection={<IconKey size={16} />}
            autoComplete="one-time-code"
            spellCheck={false}
            maxLength={64}
            {...form.getInputProps("setupCode")}
          />
        ) : null}
        <ProblemAlert error={problems.unplaced} />
        <Button type="submit" loading={signUp.isPending}>
          {t(isFirst ? "signUp.firstAction" : "signUp.action")}
        </Button>
      </Stack>
    </form>
  );
}
