import { Checkbox, NumberInput, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DURATION_UNITS } from "#contract/publishing/duration.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import type { Region } from "#contract/publishing/regions.ts";
import {
  VERSION_CONSTRAINTS_MAX,
  VERSION_DESCRIPTION_MAX,
} from "#contract/publishing/version-number.ts";
import { CountedTextarea } from "../../ui/counted-text.tsx";
import { limitMax } from "./find-faults.ts";
import { RegionFields } from "./region-fields.tsx";
import type { StepProps } from "./step-props.ts";
import classes from "./wizard.module.css";

/** Its first version, where it may be used, and for how long. */
export function ReleaseStep(props: StepProps & { regions: readonly Region[] }) {
  const { hasVersions, limit } = KIND_RULES[props.asset.kind];
  return (
    <Stack gap="xl">
      {hasVersions ? <VersionFields {...props} /> : null}
      {props.regions.length > 1 ? <RegionFields {...props} /> : null}
      {limit === "none" ? null : <LimitFields {...props} limit={limit} />}
    </Stack>
  );
}

/** PUB-5: optional, for versions can be added to what is published at any time. */
function VersionFields({ values, faults, onChange }: StepProps) {
  const { t } = useTranslation("publish");
  return (
    <Stack>
      <TextInput
        label={t("release.version")}
        description={t("release.versionText")}
        placeholder="1.0.0"
        inputMode="decimal"
        autoComplete="off"
        value={values.version}
        onChange={(event) => onChange({ version: event.currentTarget.value })}
        error={faults.version}
      />
      {values.version.trim() === "" ? null : (
        <>
          <CountedTextarea
            label={t("release.versionDescription")}
            max={VERSION_DESCRIPTION_MAX}
            autosize
            minRows={2}
            maxRows={8}
            value={values.versionDescription}
            onChange={(event) => onChange({ versionDescription: event.currentTarget.value })}
            error={faults.versionDescription}
          />
          <CountedTextarea
            label={t("release.constraints")}
            description={t("release.constraintsText")}
            max={VERSION_CONSTRAINTS_MAX}
            autosize
            minRows={2}
            maxRows={8}
            value={values.constraints}
            onChange={(event) => onChange({ constraints: event.currentTarget.value })}
            error={faults.constraints}
          />
        </>
      )}
    </Stack>
  );
}

/** PUB-7. */
function LimitFields({
  asset,
  limit,
  values,
  faults,
  onChange,
}: StepProps & { limit: "duration" | "channels" }) {
  const { t } = useTranslation("publish");
  return (
    <Stack>
      <Switch
        label={t(`release.${limit}`)}
        description={t(`release.${limit}Text`)}
        checked={values.isLimited}
        onChange={(event) => onChange({ isLimited: event.currentTarget.checked })}
        error={faults.terms}
      />
      {values.isLimited ? (
        <>
          <div className={classes.limit}>
            <NumberInput
              label={t(`release.${limit}Count`)}
              required
              min={1}
              max={limitMax(asset.kind, values)}
              clampBehavior="none"
              allowDecimal={false}
              allowNegative={false}
              value={values.limitCount}
              onChange={(count) => onChange({ limitCount: Number(count) })}
              error={faults.limitCount}
            />
            {limit === "duration" ? (
              <Select
                label={t("release.unit")}
                allowDeselect={false}
                data={DURATION_UNITS.map((unit) => ({
                  value: unit,
                  label: t(`release.units.${unit}`),
                }))}
                value={values.limitUnit}
                onChange={(chosen) =>
                  onChange({ limitUnit: DURATION_UNITS.find((unit) => unit === chosen) ?? "day" })
                }
              />
            ) : null}
          </div>
          <Checkbox
            label={t("release.renews")}
            description={t("release.renewsText")}
            checked={values.renews}
            onChange={(event) => onChange({ renews: event.currentTarget.checked })}
          />
        </>
      ) : null}
    </Stack>
  );
}
