import { Radio, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GateMode } from "#contract/assets/gate.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { PeopleChooser } from "../../accounts/people/people-chooser.tsx";
import { VisibilityChoice } from "../visibility-choice.tsx";
import type { StepProps } from "./step-props.ts";

const MODES = ["off", "manual", "auto"] as const satisfies GateMode[];

/** Who may see it and, of a model, who must apply before using it. */
export function AccessStep(props: StepProps) {
  const { asset, values, faults, onChange } = props;
  const { t } = useTranslation(["publish", "publishing", "assets", "accounts"]);
  return (
    <Stack gap="xl">
      <div>
        <VisibilityChoice
          value={values.visibility}
          onChange={(visibility) => onChange({ visibility })}
          audience={values.audience}
          onAudience={(audience) => onChange({ audience })}
          audienceError={faults.audience}
        />
        {faults.visibility === undefined ? null : (
          <Text c="red" size="sm" mt="xs" role="alert">
            {faults.visibility}
          </Text>
        )}
      </div>
      {KIND_RULES[asset.kind].hasUsability ? <Usability {...props} /> : null}
      {values.visibility === "private" ? null : <p>{t("access.widens")}</p>}
    </Stack>
  );
}

/** PUB-1: "apply to use", with people who need not. */
function Usability({ values, faults, onChange }: StepProps) {
  const { t } = useTranslation(["publish", "accounts"]);
  return (
    <Stack gap="md">
      <Radio.Group
        label={t("access.usability")}
        value={values.gate}
        onChange={(chosen) => onChange({ gate: MODES.find((mode) => mode === chosen) ?? "off" })}
        error={faults.usability}
      >
        <Stack gap="xs" mt="xs">
          {MODES.map((mode) => (
            <Radio
              key={mode}
              value={mode}
              label={t(`access.modes.${mode}`)}
              description={t(`access.modeTexts.${mode}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {values.gate === "off" ? null : (
        <PeopleChooser
          label={t("access.admitted")}
          value={values.admitted}
          onChange={(admitted) => onChange({ admitted })}
        />
      )}
    </Stack>
  );
}
