import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GateField } from "#contract/assets/gate.ts";

const ANSWER_MAX = 1000;

type AskFieldProps = {
  field: GateField;
  answer: string;
  onChange: (answer: string) => void;
  /** Somebody has tried to send it without. */
  isMissed: boolean;
};

/** One question of the owner, in the form in which it is answered. */
export function AskField({ field, answer, onChange, isMissed }: AskFieldProps) {
  const { t } = useTranslation("gate");
  const { label, isRequired, type, options } = field;
  const shared = {
    label: isRequired ? label : t("ask.optional", { label }),
    withAsterisk: isRequired,
    error: isMissed ? t("ask.answerMissing") : null,
  };
  const typed = {
    ...shared,
    maxLength: ANSWER_MAX,
    value: answer,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  switch (type) {
    case "checkbox":
      return (
        <Checkbox
          label={label}
          checked={answer === "true"}
          onChange={(event) => onChange(event.currentTarget.checked ? "true" : "")}
          error={shared.error}
        />
      );
    case "select":
      return (
        <Select
          {...shared}
          data={options}
          value={answer || null}
          onChange={(chosen) => onChange(chosen ?? "")}
          clearable={!isRequired}
        />
      );
    case "date":
      return <TextInput {...typed} type="date" />;
    case "country":
      return <TextInput {...typed} autoComplete="country-name" />;
    case "text":
      return <Textarea {...typed} autosize minRows={1} />;
  }
}

/** Whether a required question still lacks its answer. */
export function isUnanswered({ isRequired, type }: GateField, answer: string): boolean {
  return isRequired && (type === "checkbox" ? answer !== "true" : answer.trim() === "");
}
