import { Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { fieldsOf, isAsked } from "#contract/publishing/publication-fields.ts";
import { AboutField } from "./about-field.tsx";
import { OnboardingNotice } from "./onboarding-notice.tsx";
import type { StepProps } from "./step-props.ts";
import { draftOf } from "./wizard-values.ts";

/** What it is: the fields of its kind. */
export function AboutStep(props: StepProps) {
  const { asset, values } = props;
  // The texts of the fields come along: loading them later would hide the form meanwhile.
  const { t } = useTranslation(["publish", "editor"]);
  const draft = draftOf(values);
  const fields = fieldsOf(asset.kind).filter((field) => isAsked(asset.kind, field, draft));
  return (
    <Stack>
      {KIND_RULES[asset.kind].needsOnboarding ? <OnboardingNotice /> : null}
      <TextInput
        label={t("about.name")}
        description={t("about.nameText")}
        value={asset.fullName}
        readOnly
        variant="filled"
      />
      {fields.map((field) => (
        <AboutField key={field} field={field} {...props} />
      ))}
    </Stack>
  );
}
