import { Anchor, Button, Checkbox, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Trans, useTranslation } from "react-i18next";
import type { PublishingAgreement } from "#contract/accounts/agreement-names.ts";
import type { Onboarding } from "#contract/accounts/onboarding.ts";
import type { OutputOf } from "#sdk/index.ts";
import { useChange } from "../../app/gallery.ts";
import { CountedInput } from "../../ui/counted-text.tsx";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { useAccountRules } from "../account-rules.ts";
import classes from "../settings/settings.module.css";

const NICKNAME_MAX = 64;

type OnboardingFormProps = {
  onboarding: Onboarding;
  agreements: (OutputOf<"accounts.list-agreements">["items"][number] & {
    agreement: PublishingAgreement;
  })[];
  onDone: () => void | Promise<void>;
};

/** Nickname, address with the code of a mail, and consent to the agreements in force. */
export function OnboardingForm({ onboarding, agreements, onDone }: OnboardingFormProps) {
  const { t } = useTranslation(["onboarding", "accounts"]);
  const rules = useAccountRules();
  const form = useForm({
    initialValues: {
      nickname: onboarding.nickname,
      email: onboarding.email,
      code: "",
      accepts: agreements.every(({ acceptedAt }) => acceptedAt !== null),
    },
    validate: {
      nickname: (name) => (name.trim() === "" ? t("accounts:required") : rules.nickname(name)),
      email: rules.email,
      code: (code, { email }) =>
        isVerified(onboarding, email) || /^\s*\d{6}\s*$/u.test(code) ? null : t("codeRule"),
      accepts: (accepts) => (accepts ? null : t("acceptMissing")),
    },
  });
  const problems = useFieldProblems(form, ["nickname", "email", "code"], {
    "email-taken": "email",
    "email-code-wrong": "code",
  });
  const confirm = useChange("accounts.confirm-onboarding", {
    stale: ["accounts.get-onboarding", "accounts.get-session", "accounts.list-agreements"],
    onSuccess: onDone,
  });
  const { email } = form.values;
  return (
    <form
      className={classes.fields}
      onSubmit={form.onSubmit(({ nickname, code }) => {
        problems.clear();
        const consents = agreements.map(({ agreement, version }) => ({ agreement, version }));
        const needsCode = !isVerified(onboarding, email);
        confirm.mutate(
          { body: { nickname, email, agreements: consents, ...(needsCode ? { code } : {}) } },
          { onError: problems.onError },
        );
      })}
      noValidate
    >
      <CountedInput
        label={t("accounts:nickname.label")}
        max={NICKNAME_MAX}
        autoComplete="nickname"
        {...form.getInputProps("nickname")}
        value={form.values.nickname}
      />
      <TextInput
        label={t("accounts:email.label")}
        description={isVerified(onboarding, email) ? t("verified") : t("notVerified")}
        type="email"
        autoComplete="email"
        maxLength={254}
        {...form.getInputProps("email")}
      />
      {isVerified(onboarding, email) ? null : (
        <CodeField email={email} input={form.getInputProps("code")} />
      )}
      <Checkbox
        label={<Agreements agreements={agreements} />}
        {...form.getInputProps("accepts", { type: "checkbox" })}
      />
      <ProblemAlert error={problems.unplaced} />
      <Button type="submit" loading={confirm.isPending}>
        {t("confirm")}
      </Button>
    </form>
  );
}

/** The address that was verified before needs no code; the server decides the same. */
function isVerified({ email, emailVerified }: Onboarding, typed: string): boolean {
  return emailVerified && email.toLowerCase() === typed.trim().toLowerCase();
}

type CodeFieldProps = {
  email: string;
  input: ReturnType<ReturnType<typeof useForm>["getInputProps"]>;
};

function CodeField({ email, input }: CodeFieldProps) {
  const { t } = useTranslation("onboarding");
  const send = useChange("accounts.send-email-code", {
    onSuccess: ({ email: to }) => toast(t("codeSent", { email: to })),
  });
  return (
    <div>
      <TextInput
        label={t("code")}
        description={t("codeText")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        {...input}
      />
      <Button
        mt="xs"
        variant="default"
        loading={send.isPending}
        onClick={() => send.mutate({ body: { email: email.trim() } })}
      >
        {t(send.isSuccess ? "sendAgain" : "send")}
      </Button>
      <ProblemAlert error={send.error} />
    </div>
  );
}

function Agreements({ agreements }: Pick<OnboardingFormProps, "agreements">) {
  const { t } = useTranslation("onboarding");
  return (
    <>
      {t("accept")}
      {agreements.map(({ agreement, version }, at) => (
        <span key={agreement}>
          {at === 0 ? " " : t("and")}
          <Trans
            t={t}
            i18nKey={`agreements.${agreement}`}
            values={{ version }}
            components={{
              page: <Anchor component={PageLink} href={`/legal/${agreement}`} inherit />,
            }}
          />
        </span>
      ))}
    </>
  );
}
