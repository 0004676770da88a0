import { Button, PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { useAccount } from "../../app/session.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import { useAccountRules } from "../account-rules.ts";
import classes from "./settings.module.css";

export function PasswordForm() {
  const { t } = useTranslation("accounts");
  const rules = useAccountRules();
  const account = useAccount();
  const form = useForm({
    initialValues: { currentPassword: "", newPassword: "" },
    validate: {
      currentPassword: (password) => (password === "" ? t("required") : null),
      newPassword: rules.newPassword,
    },
  });
  const problems = useFieldProblems(form, ["currentPassword", "newPassword"], {
    "credentials-wrong": "currentPassword",
  });
  const change = useChange("accounts.change-password", {
    stale: ["accounts.list-sessions"],
    onSuccess: () => {
      form.reset();
      toast(t("password.changed"));
    },
  });
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{t("password.label")}</h2>
      <p className={classes.sectionText}>{t("password.changeText")}</p>
      <form
        className={classes.fields}
        onSubmit={form.onSubmit((values) => {
          problems.clear();
          change.mutate({ body: values }, { onError: problems.onError });
        })}
        noValidate
      >
        <input type="hidden" name="username" autoComplete="username" value={account?.name ?? ""} />
        <PasswordInput
          label={t("password.current")}
          autoComplete="current-password"
          maxLength={512}
          visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
          {...form.getInputProps("currentPassword")}
        />
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
          {t("password.change")}
        </Button>
      </form>
    </section>
  );
}
