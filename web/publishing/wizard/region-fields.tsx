import { Checkbox, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Region } from "#contract/publishing/regions.ts";
import type { StepProps } from "./step-props.ts";

type RegionFieldsProps = StepProps & { regions: readonly Region[] };

/** PUB-20: where it may be used; only asked where there is a choice. */
export function RegionFields({ regions, values, faults, onChange }: RegionFieldsProps) {
  const { t } = useTranslation("publish");
  return (
    <Checkbox.Group
      label={t("release.regions")}
      description={t("release.regionsText")}
      required
      value={values.regions}
      onChange={(chosen) => onChange({ regions: chosen })}
      error={faults.regions}
    >
      <Group mt="sm" gap="lg">
        {regions.map(({ id, name }) => (
          <Checkbox key={id} value={id} label={name} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
