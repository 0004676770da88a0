import { Group, Input, NumberInput, Select, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GatePeriod } from "#contract/assets/gate.ts";
import classes from "./gate.module.css";

const UNITS = ["day", "month", "year"] as const;
const MAX = { day: 3650, month: 120, year: 10 };

type PeriodFieldProps = {
  period: GatePeriod | null;
  onChange: (period: GatePeriod | null) => void;
};

/** How long access lasts once it is granted. */
export function PeriodField({ period, onChange }: PeriodFieldProps) {
  const { t } = useTranslation("gate");
  return (
    <Input.Wrapper label={t("period.label")} description={t("period.text")}>
      <Group mt="xs" gap="sm">
        <Switch
          label={t("period.limited")}
          checked={period !== null}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? { amount: 1, unit: "year" } : null)
          }
        />
        {period === null ? null : (
          <>
            <NumberInput
              className={classes.amount ?? ""}
              aria-label={t("period.amount")}
              min={1}
              max={MAX[period.unit]}
              clampBehavior="strict"
              allowDecimal={false}
              value={period.amount}
              onChange={(amount) => onChange({ ...period, amount: Number(amount) || 1 })}
            />
            <Select
              className={classes.unit ?? ""}
              aria-label={t("period.unit")}
              data={UNITS.map((value) => ({ value, label: t(`period.units.${value}`) }))}
              value={period.unit}
              allowDeselect={false}
              onChange={(chosen) => {
                const unit = UNITS.find((each) => each === chosen) ?? period.unit;
                onChange({ unit, amount: Math.min(period.amount, MAX[unit]) });
              }}
            />
          </>
        )}
      </Group>
    </Input.Wrapper>
  );
}
