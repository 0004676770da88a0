import { Button, Group, Input, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AgreementText } from "#contract/accounts/agreement.ts";
import { useChange } from "../../app/gallery.ts";
import { useFieldProblems } from "../../ui/field-problems.ts";
import { MarkdownText } from "../../ui/markdown/markdown.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { toast } from "../../ui/toast.ts";
import classes from "../console.module.css";

const FIELDS = ["textZh", "textEn", "effectiveAt"];
const ROWS = 14;

/** Both texts beside how they will look, and when they come into force. */
export function NewVersionForm({ newest }: { newest: AgreementText }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const { agreement, version: after } = newest;
  const form = useForm({
    initialValues: {
      textZh: newest.textZh,
      textEn: newest.textEn,
      when: "now",
      effectiveAt: "",
    },
    validate: {
      textZh: (text) => (text.trim() === "" ? t("agreements.textMissing") : null),
      textEn: (text) => (text.trim() === "" ? t("agreements.textMissing") : null),
      effectiveAt: (time, { when }) =>
        when === "later" && Number.isNaN(Date.parse(time)) ? t("agreements.timeMissing") : null,
    },
  });
  const problems = useFieldProblems(form, FIELDS);
  const write = useChange("accounts.write-agreement", {
    stale: [
      "accounts.list-agreement-versions",
      "accounts.list-agreements",
      "accounts.get-agreement",
    ],
    onSuccess: async ({ version }) => {
      toast(t("agreements.written", { version }));
      await navigate({ href: `/console/agreements/${agreement}` });
    },
  });
  const submit = form.onSubmit(({ textZh, textEn, when, effectiveAt }) => {
    problems.clear();
    const at = when === "now" ? null : new Date(effectiveAt).toISOString();
    const body = { textZh, textEn, effectiveAt: at, after };
    write.mutate({ params: { agreement }, body }, { onError: problems.onError });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <div className={classes.texts}>
          <Textarea
            label={t("agreements.textZh")}
            description={t("agreements.markdown")}
            rows={ROWS}
            {...form.getInputProps("textZh")}
          />
          <Preview text={form.values.textZh} />
        </div>
        <div className={classes.texts}>
          <Textarea
            label={t("agreements.textEn")}
            description={t("agreements.markdown")}
            rows={ROWS}
            {...form.getInputProps("textEn")}
          />
          <Preview text={form.values.textEn} />
        </div>
        <Radio.Group label={t("agreements.effective")} {...form.getInputProps("when")}>
          <Stack gap="xs" mt="xs">
            <Radio value="now" label={t("agreements.now")} />
            <Radio value="later" label={t("agreements.later")} />
          </Stack>
        </Radio.Group>
        {form.values.when === "later" ? (
          <TextInput
            type="datetime-local"
            label={t("agreements.effectiveAt")}
            maw={260}
            {...form.getInputProps("effectiveAt")}
          />
        ) : null}
        <ProblemAlert error={problems.unplaced} />
        <Group justify="flex-end">
          <Button type="submit" loading={write.isPending}>
            {t("agreements.writeAction", { version: after })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Preview({ text }: { text: string }) {
  const { t } = useTranslation("console");
  return (
    <Input.Wrapper label={t("agreements.preview")} labelElement="div">
      <section className={classes.preview} aria-label={t("agreements.preview")}>
        <MarkdownText source={text} />
      </section>
    </Input.Wrapper>
  );
}
