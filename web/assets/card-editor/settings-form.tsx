import { Checkbox, TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { DATA_TYPE_TERMS } from "#contract/taxonomies/data-types.ts";
import { FRAMEWORKS } from "#contract/taxonomies/frameworks.ts";
import { HARDWARE } from "#contract/taxonomies/hardware.ts";
import { LANGUAGES } from "#contract/taxonomies/languages.ts";
import { LICENCES } from "#contract/taxonomies/licences.ts";
import { CountedInput } from "../../ui/counted-text.tsx";
import { taskGroups } from "../fields/task-groups.ts";
import { fieldId } from "../completeness/part-ids.ts";
import { TermsSelect } from "../fields/terms-select.tsx";
import classes from "./card-editor.module.css";
import { LicenceLinks } from "./licence-links.tsx";
import { MachineFields } from "./machine-fields.tsx";
import { settingsOfKind } from "./settings-of-kind.ts";

const DESCRIPTION_MAX = 90;

type SettingsFormProps = {
  kind: AssetKind;
  settings: CardSettings;
  onChange: (changes: Partial<CardSettings>) => void;
};

/** REP-9: the structured half of the card, with what this kind has. */
export function SettingsForm({ kind, settings, onChange }: SettingsFormProps) {
  const { t, i18n } = useTranslation("editor");
  const asked = settingsOfKind(kind);
  const terms = {
    languages: LANGUAGES,
    tasks: taskGroups(i18n.language),
    dataTypes: DATA_TYPE_TERMS,
    frameworks: FRAMEWORKS,
    hardware: HARDWARE,
  } as const;
  return (
    <div className={classes.settings}>
      {asked.has("title") ? (
        <TextInput
          label={t("settings.title")}
          maxLength={KIND_RULES[kind].title.max}
          value={settings.title}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
        />
      ) : null}
      <TextInput
        label={t("settings.titleZh")}
        lang="zh"
        maxLength={96}
        value={settings.titleZh}
        onChange={(event) => onChange({ titleZh: event.currentTarget.value })}
      />
      <CountedInput
        id={fieldId("description")}
        label={t("settings.description")}
        max={DESCRIPTION_MAX}
        value={settings.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <TermsSelect
        id={fieldId("licences")}
        label={t("settings.licences")}
        terms={LICENCES}
        value={settings.licences}
        onChange={(licences) => onChange({ licences })}
      />
      <LicenceLinks ids={settings.licences} />
      {(["tasks", "dataTypes", "languages", "frameworks", "hardware"] as const).map((name) =>
        asked.has(name) ? (
          <TermsSelect
            key={name}
            {...(name === "hardware" ? {} : { id: fieldId(name) })}
            label={t(`settings.${name}`)}
            terms={terms[name]}
            value={settings[name]}
            onChange={(ids) => onChange({ [name]: ids })}
          />
        ) : null,
      )}
      {(["baseModels", "datasets"] as const).map((name) =>
        asked.has(name) ? (
          <TagsInput
            key={name}
            label={t(`settings.${name}`)}
            placeholder={settings[name].length === 0 ? "owner/name" : ""}
            maxTags={100}
            value={settings[name]}
            onChange={(ids) => onChange({ [name]: ids })}
          />
        ) : null,
      )}
      {asked.has("minimumSpecification") ? (
        <MachineFields
          value={settings.minimumSpecification}
          onChange={(minimumSpecification) => onChange({ minimumSpecification })}
        />
      ) : null}
      {(["supportsDistributedTraining", "supportsDistributedInference"] as const).map((name) =>
        asked.has(name) ? (
          <Checkbox
            key={name}
            label={t(`settings.${name}`)}
            checked={settings[name]}
            onChange={(event) => onChange({ [name]: event.currentTarget.checked })}
          />
        ) : null,
      )}
      <TagsInput
        id={fieldId("tags")}
        label={t("settings.tags")}
        description={t("settings.tagsText")}
        maxTags={100}
        value={settings.tags}
        onChange={(tags) => onChange({ tags })}
      />
    </div>
  );
}
