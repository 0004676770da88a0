import type { TextareaProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { codePoints } from "#contract/names.ts";
import {
  parseVersion,
  VERSION_CONSTRAINTS_MAX,
  VERSION_DESCRIPTION_MAX,
} from "#contract/publishing/version-number.ts";
import { CountedTextarea } from "../../ui/counted-text.tsx";

type Rule = (value: string) => string | null;

/** What is wrong with a field of a version, in words; null: nothing. */
export function useVersionRules(): Record<"number" | "description" | "constraints", Rule> {
  const { t } = useTranslation("versions");
  const atMost =
    (max: number): Rule =>
    (value) =>
      codePoints(value.trim()) > max ? t("form.tooLong", { max }) : null;
  return {
    number: (value) => {
      if (value.trim() === "") return t("form.numberMissing");
      return parseVersion(value.trim()) === null ? t("form.numberWrong") : null;
    },
    description: atMost(VERSION_DESCRIPTION_MAX),
    constraints: atMost(VERSION_CONSTRAINTS_MAX),
  };
}

type Field = TextareaProps & { value: string };

/** What is new in a version, and what it may be used for. */
export function VersionTexts(fields: { description: Field; constraints: Field }) {
  const { t } = useTranslation("versions");
  return (
    <>
      <CountedTextarea
        label={t("form.description")}
        description={t("form.descriptionText")}
        max={VERSION_DESCRIPTION_MAX}
        autosize
        minRows={3}
        maxRows={10}
        {...fields.description}
      />
      <CountedTextarea
        label={t("form.constraints")}
        description={t("form.constraintsText")}
        max={VERSION_CONSTRAINTS_MAX}
        autosize
        minRows={2}
        maxRows={10}
        {...fields.constraints}
      />
    </>
  );
}
