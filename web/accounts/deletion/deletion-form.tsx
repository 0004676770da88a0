import { Button, PasswordInput, Select, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useChange } from "../../app/gallery.ts";
import { useForgetAnswers } from "../../app/session.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "../settings/settings.module.css";
import type { DeletionPlan } from "./deletion-plan.ts";

type DeletionFormProps = {
  plan: DeletionPlan;
  /** The organisation that the assets with subscribers go to. */
  heir: string | null;
  onHeir: (heir: string | null) => void;
};

/** The password and the typed name, since nothing brings the account back. */
export function DeletionForm({ plan, heir, onHeir }: DeletionFormProps) {
  const { t } = useTranslation(["account-life", "accounts"]);
  const navigate = useNavigate();
  const forgetAnswers = useForgetAnswers();
  const { name, hasPassword } = plan;
  const form = useForm({
    initialValues: { password: "", confirmation: "" },
    validate: {
      password: (password) => (hasPassword && password === "" ? t("accounts:required") : null),
      confirmation: (typed) =>
        typed.trim().toLowerCase() === name.toLowerCase()
          ? null
          : t("deletion.wrongName", { name }),
    },
  });
  const problems = useFieldProblems(form, ["password", "confirmation"], {
    "credentials-wrong": "password",
    "confirmation-wrong": "confirmation",
  });
  const remove = useChange("accounts.delete-own-account", {
    onSuccess: async () => {
      await navigate({ href: "/", replace: true });
      await forgetAnswers();
      toast(t("deletion.done"));
    },
  });
  return (
    <form
      className={classes.fields}
      onSubmit={form.onSubmit((values) => {
        problems.clear();
        remove.mutate({ body: { ...values, heir } }, { onError: problems.onError });
      })}
      noValidate
    >
      {plan.assets.toKeep > 0 && plan.heirs.length > 0 ? (
        <Select
          label={t("deletion.heir")}
          description={t("deletion.heirText")}
          placeholder={t("deletion.keep")}
          data={plan.heirs.map((each) => ({
            value: each.name,
            label: t("deletion.giveTo", { name: each.nickname || each.name }),
          }))}
          value={heir}
          onChange={onHeir}
          clearable
        />
      ) : null}
      <input type="hidden" name="username" autoComplete="username" value={name} />
      {hasPassword ? (
        <PasswordInput
          label={t("deletion.password")}
          autoComplete="current-password"
          maxLength={512}
          visibilityToggleButtonProps={{ "aria-label": t("accounts:password.show") }}
          {...form.getInputProps("password")}
        />
      ) : (
        <Text c="var(--ink-dimmed)">{t("deletion.noPassword")}</Text>
      )}
      <TextInput
        label={t("deletion.typeName", { name })}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        {...form.getInputProps("confirmation")}
      />
      <ProblemAlert error={problems.unplaced} />
      <Button type="submit" color="red.8" loading={remove.isPending}>
        {t("deletion.action", { name })}
      </Button>
    </form>
  );
}
