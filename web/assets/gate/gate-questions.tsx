import { ActionIcon, Button, Checkbox, Select, Stack, TagsInput, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { GateField, GateFieldType } from "#contract/assets/gate.ts";
import classes from "./gate.module.css";

const TYPES = [
  "text",
  "country",
  "date",
  "checkbox",
  "select",
] as const satisfies readonly GateFieldType[];
const FIELDS_MAX = 10;
const LABEL_MAX = 100;
const OPTIONS_MAX = 100;

/** A question while it is being written: by its number it stays itself when others go. */
export type Draft = GateField & { number: number };
let drafted = 0;
export function draftOf(field: GateField): Draft {
  drafted += 1;
  return { ...field, number: drafted };
}

/** The questions as they are saved: those without words, or without a choice, ask nothing. */
export function fieldsOf(drafts: readonly Draft[]): GateField[] {
  return drafts
    .filter(({ label, type, options }) => label.trim() !== "" && (type !== "select" || options[0]))
    .map(({ label, isRequired, type, options }) => ({
      label,
      isRequired,
      type,
      options: type === "select" ? options : [],
    }));
}

type QuestionsProps = { fields: Draft[]; onChange: (fields: Draft[]) => void };

export function GateQuestions({ fields, onChange }: QuestionsProps) {
  const { t } = useTranslation("gate");
  const replace = (number: number, change: Partial<Draft>) =>
    onChange(fields.map((field) => (field.number === number ? { ...field, ...change } : field)));
  const remove = (number: number) => onChange(fields.filter((field) => field.number !== number));
  const fresh = { label: "", isRequired: true, type: "text", options: [] } as const;
  return (
    <fieldset className={classes.questions}>
      <legend className={classes.label}>{t("settings.fields")}</legend>
      <Stack gap="xs">
        <span className={classes.quiet}>{t("settings.fieldsText")}</span>
        {fields.map((field, at) => (
          <Question
            key={field.number}
            field={field}
            number={at + 1}
            onChange={(change) => replace(field.number, change)}
            onRemove={() => remove(field.number)}
          />
        ))}
        {fields.length < FIELDS_MAX ? (
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={16} />}
              onClick={() => onChange([...fields, draftOf({ ...fresh, options: [] })])}
            >
              {t("settings.addField")}
            </Button>
          </div>
        ) : null}
      </Stack>
    </fieldset>
  );
}

type QuestionProps = {
  field: Draft;
  number: number;
  onChange: (change: Partial<Draft>) => void;
  onRemove: () => void;
};

function Question({ field, number, onChange, onRemove }: QuestionProps) {
  const { t } = useTranslation("gate");
  return (
    <div className={classes.field}>
      <TextInput
        aria-label={t("settings.field", { number })}
        maxLength={LABEL_MAX}
        value={field.label}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
      />
      <Select
        aria-label={t("settings.fieldType", { number })}
        data={TYPES.map((value) => ({ value, label: t(`settings.fieldTypes.${value}`) }))}
        value={field.type}
        allowDeselect={false}
        onChange={(chosen) =>
          onChange({ type: TYPES.find((each) => each === chosen) ?? field.type })
        }
      />
      <Checkbox
        label={t("settings.required")}
        checked={field.isRequired}
        onChange={(event) => onChange({ isRequired: event.currentTarget.checked })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("settings.removeField", { number })}
        onClick={onRemove}
      >
        <IconTrash size={16} />
      </ActionIcon>
      {field.type === "select" ? (
        <TagsInput
          className={classes.options ?? ""}
          aria-label={t("settings.options", { number })}
          placeholder={t("settings.optionsText")}
          value={field.options}
          maxTags={OPTIONS_MAX}
          onChange={(options) => onChange({ options })}
        />
      ) : null}
    </div>
  );
}
