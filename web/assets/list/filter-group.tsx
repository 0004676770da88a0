import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Count } from "../../ui/values.tsx";
import { type ListedFilter, nameOfValue } from "./filter-names.ts";
import classes from "./list.module.css";

const FEW = 7;
const MANY = 20;

export type FilterOption = { value: string; count: number | undefined };

type FilterGroupProps = {
  filter: ListedFilter;
  options: FilterOption[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
};

/** One filter: the chosen values, the most frequent ones, and the rest behind a button. */
export function FilterGroup({ filter, options, chosen, onChange }: FilterGroupProps) {
  const { t, i18n } = useTranslation("assets");
  const [isOpen, setIsOpen] = useState(false);
  const [wanted, setWanted] = useState("");
  const named = options.map((option) => ({
    ...option,
    name: nameOfValue(filter, option.value, i18n.language),
  }));
  const matching = named.filter(({ name, value }) =>
    `${name} ${value}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  const shown = isOpen ? matching : named.slice(0, Math.max(FEW, chosen.length));
  const toggle = (value: string) =>
    onChange(
      chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value],
    );
  if (named.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      <legend className={classes.groupTitle}>{t(`filters.${filter}`)}</legend>
      {isOpen && named.length > MANY ? (
        <TextInput
          size="xs"
          mb={6}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          placeholder={t("filters.find")}
          aria-label={t("filters.find")}
        />
      ) : null}
      {shown.map(({ value, name, count }) => (
        <button
          key={value}
          type="button"
          className={classes.option}
          aria-pressed={chosen.includes(value)}
          onClick={() => toggle(value)}
        >
          <span className={classes.optionName}>{name}</span>
          {count === undefined ? null : (
            <span className={classes.optionCount}>
              <Count value={count} />
            </span>
          )}
        </button>
      ))}
      {named.length > FEW ? (
        <button type="button" className={classes.moreOptions} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t("filters.fewer") : t("filters.all", { count: named.length })}
        </button>
      ) : null}
    </fieldset>
  );
}
