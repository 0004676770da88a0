import { Autocomplete, Radio, Select, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import {
  DESCRIPTION_MAX,
  ENVIRONMENTS,
  IMAGE_DEPENDENCIES_MAX,
  IMAGE_URL_MAX,
  KIND_RULES,
  LINK_MAX,
  PAPER_TITLE_MAX,
  SAMPLE_OUTPUT_MAX,
  SOURCE_MAX,
} from "#contract/publishing/kind-rules.ts";
import { isRequired, type PublicationField } from "#contract/publishing/publication-fields.ts";
import { DATA_TYPE_TERMS } from "#contract/taxonomies/data-types.ts";
import { FRAMEWORKS } from "#contract/taxonomies/frameworks.ts";
import { HARDWARE } from "#contract/taxonomies/hardware.ts";
import { type Term, termName } from "#contract/taxonomies/term.ts";
import { LicenceSelect } from "../../assets/fields/licence-select.tsx";
import { taskGroups } from "../../assets/fields/task-groups.ts";
import { TermsSelect } from "../../assets/fields/terms-select.tsx";
import { CountedInput, CountedTextarea } from "../../ui/counted-text.tsx";
import { PackageField } from "./package-field.tsx";
import type { StepProps } from "./step-props.ts";
import { draftOf } from "./wizard-values.ts";

type AboutFieldProps = StepProps & { field: PublicationField };
type Shown = { label: string; required: boolean; error: string | undefined };

/** One field of a kind, by its name. */
export function AboutField(props: AboutFieldProps) {
  const { t } = useTranslation("publish");
  const { asset, field, values, faults } = props;
  const shown = {
    label: t(`about.${field}`),
    required: isRequired(asset.kind, field, draftOf(values)),
    error: faults[field],
  };
  if (field === "tasks" || field === "dataTypes") {
    return <TermsField {...props} field={field} shown={shown} />;
  }
  if (field === "imageEngine" || field === "imageChip") {
    return <NameField {...props} field={field} shown={shown} />;
  }
  if (field === "licence") return <LicenceField {...props} shown={shown} />;
  if (field === "environment") return <EnvironmentField {...props} shown={shown} />;
  if (field === "isCodeOpen") return <OpennessField {...props} shown={shown} />;
  if (field === "packagePath") return <PackageField {...props} {...shown} />;
  return <TextField {...props} field={field} shown={shown} />;
}

function TermsField(props: StepProps & { field: "tasks" | "dataTypes"; shown: Shown }) {
  const { i18n } = useTranslation(["publish", "editor"]);
  const { field, values, shown, onChange } = props;
  return (
    <TermsSelect
      {...shown}
      terms={field === "tasks" ? taskGroups(i18n.language) : DATA_TYPE_TERMS}
      value={values[field]}
      onChange={(ids) => onChange({ [field]: ids })}
    />
  );
}

/** Names of a standard list are offered; any other may be written. */
function NameField(props: StepProps & { field: "imageEngine" | "imageChip"; shown: Shown }) {
  const { i18n } = useTranslation("publish");
  const { field, values, shown, onChange } = props;
  return (
    <Autocomplete
      {...shown}
      data={namesOf(field === "imageEngine" ? FRAMEWORKS : HARDWARE, i18n.language)}
      limit={8}
      openOnFocus={false}
      value={values[field]}
      onChange={(text) => onChange({ [field]: text })}
    />
  );
}

function namesOf(terms: readonly Term[], language: string): string[] {
  return [...new Set(terms.map((term) => termName(term, language)))];
}

function LicenceField({ values, shown, onChange }: StepProps & { shown: Shown }) {
  return (
    <LicenceSelect
      {...shown}
      value={values.licence}
      onChange={(licence) => onChange({ licence })}
    />
  );
}

function EnvironmentField({ values, shown, onChange }: StepProps & { shown: Shown }) {
  const { t } = useTranslation("publish");
  return (
    <Select
      {...shown}
      description={t("about.environmentText")}
      data={ENVIRONMENTS.map((value) => ({ value, label: t(`environments.${value}`) }))}
      value={values.environment}
      onChange={(chosen) =>
        onChange({ environment: ENVIRONMENTS.find((each) => each === chosen) ?? null })
      }
    />
  );
}

type TextName = Exclude<
  PublicationField,
  | "tasks"
  | "dataTypes"
  | "licence"
  | "environment"
  | "isCodeOpen"
  | "packagePath"
  | "imageEngine"
  | "imageChip"
>;

function TextField(props: StepProps & { field: TextName; shown: Shown }) {
  const { t } = useTranslation("publish");
  const { asset, field, values, onChange } = props;
  const { title } = KIND_RULES[asset.kind];
  const limits: Record<TextName, number> = {
    title: title.max,
    description: DESCRIPTION_MAX,
    paperTitle: PAPER_TITLE_MAX,
    paperLink: LINK_MAX,
    imageUrl: IMAGE_URL_MAX,
    imageDependencies: IMAGE_DEPENDENCIES_MAX,
    source: SOURCE_MAX,
    demoLink: LINK_MAX,
    sampleOutput: SAMPLE_OUTPUT_MAX,
  };
  const shown = {
    ...props.shown,
    description:
      field === "title" && title.forbidden !== ""
        ? t("about.titleRule", { ...title, forbidden: [...title.forbidden].join(" ") })
        : t(`about.${field}Text`),
    max: limits[field],
    value: values[field],
  };
  if (field === "imageDependencies" || field === "sampleOutput") {
    return (
      <CountedTextarea
        {...shown}
        autosize
        minRows={3}
        maxRows={10}
        spellCheck={false}
        onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      />
    );
  }
  const isAddress = field === "paperLink" || field === "demoLink" || field === "imageUrl";
  return (
    <CountedInput
      {...shown}
      {...(isAddress ? { spellCheck: false, autoCapitalize: "none", inputMode: "url" } : {})}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );
}

/** PUB-11: whether whoever sees the algorithm reads its code. */
function OpennessField({ values, shown, onChange }: StepProps & { shown: Shown }) {
  const { t } = useTranslation("publish");
  const chosen = values.isCodeOpen === null ? null : values.isCodeOpen ? "open" : "closed";
  return (
    <Radio.Group
      {...shown}
      value={chosen}
      onChange={(next) => onChange({ isCodeOpen: next === "open" })}
    >
      <Stack gap="xs" mt="xs" mb="xs">
        {(["open", "closed"] as const).map((each) => (
          <Radio
            key={each}
            value={each}
            label={t(`openness.${each}`)}
            description={t(`openness.${each}Text`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
