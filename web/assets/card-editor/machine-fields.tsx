import { NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CardSettings } from "#contract/assets/asset.ts";
import classes from "./card-editor.module.css";

type Machine = NonNullable<CardSettings["minimumSpecification"]>;

const FIELDS = [
  { member: "acceleratorCount", max: 1024 },
  { member: "acceleratorMemoryGb", max: 10_000 },
  { member: "cpuCores", max: 10_000 },
  { member: "memoryGb", max: 100_000 },
] as const satisfies { member: keyof Machine; max: number }[];

type MachineFieldsProps = {
  value: Machine | null;
  onChange: (machine: Machine | null) => void;
};

/** REP-9: the smallest machine it runs on; an empty field says nothing. */
export function MachineFields({ value, onChange }: MachineFieldsProps) {
  const { t } = useTranslation("editor");
  const set = (member: keyof Machine, typed: number | string) => {
    const { [member]: _before, ...others } = value ?? {};
    const next = typeof typed === "number" ? { ...others, [member]: typed } : others;
    onChange(Object.keys(next).length === 0 ? null : next);
  };
  return (
    <fieldset className={classes.machine}>
      <legend>{t("machine.title")}</legend>
      {FIELDS.map(({ member, max }) => (
        <NumberInput
          key={member}
          label={t(`machine.${member}`)}
          min={0}
          max={max}
          allowNegative={false}
          allowDecimal={member !== "acceleratorCount"}
          hideControls
          value={value?.[member] ?? ""}
          onChange={(typed) => set(member, typed)}
        />
      ))}
    </fieldset>
  );
}
