import { Button, PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { Account } from "#contract/accounts/account.ts";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { useAccountRules } from "../account-rules.ts";
import classes from "./settings.module.css";

/** Changes the password; of an account without one, sets the first. */
export function PasswordForm({ account: { name, hasPassword } }: { account: Account }) {
  const { t } = useTranslation(["accounts", "account-life"]);
  const rules = useAccountRules();
  const form = useForm({
    initialValues: { currentPassword: "", newPassword: "" },
    validate: {
      currentPassword: (password) => (hasPassword && password === "" ? t("required") : null),
      newPassword: rules.newPassword,
    },
  });
  const problems = useFieldProblems(form, ["currentPassword", "newPassword"], {
    "credentials-wrong": "currentPassword",
  });
  const change = useChange("accounts.change-password", {
    stale: ["accounts.list-sessions", "accounts.get-session"],
    onSuccess: () => {
      form.reset();
      toast(hasPassword ? t("password.changed") : t("account-life:firstPassword.done"));
    },
  });
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>
        {hasPassword ? t("password.label") : t("account-life:firstPassword.title")}
      </h2>
      <p className={classes.sectionText}>
        {hasPassword ? t("password.changeText") : t("account-life:firstPassword.text")}
      </p>
      <form
        className={classes.fields}
        onSubmit={form.onSubmit((values) => {
          problems.clear();
          change.mutate({ body: values }, { onError: problems.onError });
        })}
        noValidate
      >
        <input type="hidden" name="username" autoComplete="username" value={name} />
        {hasPassword ? (
          <PasswordInput
            label={t("password.current")}
            autoComplete="current-password"
            maxLength={512}
            visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
            {...form.getInputProps("currentPassword")}
          />
        ) : null}
        <PasswordInput
          label={t("password.new")}
          description={t("password.description")}
          autoComplete="new-password"
          maxLength={256}
          visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
          {...form.getInputProps("newPassword")}
        />
        <ProblemAlert error={problems.unplaced} />
        <Button type="submit" loading={change.isPending}>
          {hasPassword ? t("password.change") : t("account-life:firstPassword.set")}
        </Button>
      </form>
    </section>
  );
}
