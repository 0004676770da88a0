import { Anchor, Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useEffectEvent, useEffect } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { codePoints } from "#contract/names.ts";
import { DATA_TYPE_TERMS } from "#contract/taxonomies/data-types.ts";
import { LicenceSelect } from "../assets/fields/licence-select.tsx";
import { taskGroups } from "../assets/fields/task-groups.ts";
import { TermsSelect } from "../assets/fields/terms-select.tsx";
import { CountedInput } from "../ui/counted-text.tsx";
import { useFieldProblems } from "../ui/field-problems.ts";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import type { PublicationValues } from "./publication-values.ts";
import { VisibilityChoice } from "./visibility-choice.tsx";

const DESCRIPTION_MAX = 90;
const FIELDS = [
  "visibility",
  "audience",
  "description",
  "licence",
  "tasks",
  "dataTypes",
  "acceptsAgreements",
];

type PublishFormProps = {
  asset: Asset;
  values: PublicationValues;
  /** What the server said to these values. */
  error: unknown;
  onNext: (values: PublicationValues) => void;
  onClose: () => void;
};

/** PUB-1, PUB-8: what is missing is named beside its field. */
export function PublishForm({ asset, values, error, onNext, onClose }: PublishFormProps) {
  const { t, i18n } = useTranslation(["publishing", "app"]);
  const form = useForm<PublicationValues>({
    initialValues: values,
    validate: {
      audience: (audience, { visibility }) =>
        visibility === "restricted" && audience.length === 0 ? t("form.audienceMissing") : null,
      description: (text) => {
        if (text.trim() === "") return t("form.descriptionMissing");
        return codePoints(text.trim()) > DESCRIPTION_MAX ? t("form.descriptionLong") : null;
      },
      licence: (licence) => (licence === null ? t("form.licenceMissing") : null),
      tasks: (tasks) =>
        asset.kind === "model" && tasks.length === 0 ? t("form.taskMissing") : null,
      acceptsAgreements: (accepts) => (accepts ? null : t("form.agreementsMissing")),
    },
  });
  const problems = useFieldProblems(form, FIELDS, {
    "visibility-cannot-narrow": "audience",
    "consent-missing": "acceptsAgreements",
  });
  const place = useEffectEvent(problems.onError);
  useEffect(() => {
    if (error) place(error);
  }, [error]);
  return (
    <form onSubmit={form.onSubmit(onNext)} noValidate>
      <Stack>
        <TextInput label={t("form.name")} value={asset.fullName} readOnly variant="filled" />
        <VisibilityChoice
          value={form.values.visibility}
          onChange={(visibility) => form.setFieldValue("visibility", visibility)}
          audience={form.values.audience}
          onAudience={(audience) => form.setFieldValue("audience", audience)}
          audienceError={form.errors.audience}
        />
        <CountedInput
          label={t("form.description")}
          description={t("form.descriptionText")}
          max={DESCRIPTION_MAX}
          required
          {...form.getInputProps("description")}
          value={form.values.description}
        />
        <TermsSelect
          label={t("form.tasks")}
          terms={taskGroups(i18n.language)}
          required={asset.kind === "model"}
          value={form.values.tasks}
          onChange={(tasks) => form.setFieldValue("tasks", tasks)}
          error={form.errors.tasks}
        />
        {asset.kind === "dataset" ? (
          <TermsSelect
            label={t("form.dataTypes")}
            terms={DATA_TYPE_TERMS}
            value={form.values.dataTypes}
            onChange={(dataTypes) => form.setFieldValue("dataTypes", dataTypes)}
            error={form.errors.dataTypes}
          />
        ) : null}
        <LicenceSelect
          label={t("form.licence")}
          required
          value={form.values.licence}
          onChange={(licence) => form.setFieldValue("licence", licence)}
          error={form.errors.licence}
        />
        <Checkbox
          label={<AgreementsText />}
          {...form.getInputProps("acceptsAgreements", { type: "checkbox" })}
        />
        <ProblemAlert error={problems.unplaced} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app:cancel")}
          </Button>
          <Button type="submit">{t("form.next")}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function AgreementsText() {
  const { t } = useTranslation("publishing");
  return (
    <Trans
      t={t}
      i18nKey="form.agreements"
      components={{
        content: <Anchor href="/legal/content-publishing" target="_blank" inherit />,
        service: <Anchor href="/legal/service" target="_blank" inherit />,
      }}
    />
  );
}
