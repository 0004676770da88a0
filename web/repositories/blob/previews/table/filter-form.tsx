import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ColumnType, TableColumn } from "#contract/repositories/table.ts";
import { OPERATORS, takesValue } from "./column-names.ts";
import type { TableState } from "./table-search.ts";
import classes from "./table.module.css";

type FormProps = { column: TableColumn; table: TableState; onDone: () => void };

const PLACEHOLDERS: Partial<Record<ColumnType, string>> = {
  integer: "0",
  number: "0.5",
  date: "2026-01-31",
  timestamp: "2026-01-31 12:00",
  time: "12:00",
};

/** A condition on one column, by what it holds. */
export function FilterForm({ column, table, onDone }: FormProps) {
  const { t } = useTranslation("previews-table");
  const { search, choose } = table;
  const known = search.filters.find((filter) => filter.column === column.index);
  const operators = OPERATORS[column.type];
  const [operator, setOperator] = useState(known?.operator ?? operators[0] ?? "filled");
  const [value, setValue] = useState(known?.value ?? (column.type === "boolean" ? "true" : ""));
  const others = search.filters.filter((filter) => filter.column !== column.index);
  const hasValue = takesValue(operator);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    choose({
      filters: [...others, { column: column.index, operator, value: hasValue ? value : "" }],
    });
    onDone();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <NativeSelect
        size="xs"
        aria-label={t("condition")}
        value={operator}
        onChange={({ currentTarget }) => {
          setOperator(operators.find((one) => one === currentTarget.value) ?? operator);
        }}
        data={operators.map((one) => ({ value: one, label: t(`operators.${one}`) }))}
      />
      {hasValue && column.type === "boolean" ? (
        <NativeSelect
          size="xs"
          aria-label={t("value")}
          value={value}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
          data={["true", "false"]}
        />
      ) : null}
      {hasValue && column.type !== "boolean" ? (
        <TextInput
          size="xs"
          aria-label={t("value")}
          value={value}
          placeholder={PLACEHOLDERS[column.type] ?? t("value")}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
          data-autofocus
        />
      ) : null}
      <div className={classes.formButtons}>
        {known ? (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              choose({ filters: others });
              onDone();
            }}
          >
            {t("removeFilter")}
          </Button>
        ) : null}
        <Button type="submit" size="compact-xs" disabled={hasValue && value === ""}>
          {t("filter")}
        </Button>
      </div>
    </form>
  );
}
