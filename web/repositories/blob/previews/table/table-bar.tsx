import { ActionIcon, Button, Checkbox, Popover, TextInput } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconColumns3,
  IconSearch,
  IconX,
} from "@tabler/icons-react";
import { type SubmitEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import type { TablePage } from "#contract/repositories/table.ts";
import { formatCount, formatExact } from "../../../../ui/format.ts";
import { takesValue, useColumnName } from "./column-names.ts";
import { COLUMNS_PER_PAGE, isChosen, isFiltered, type TableState } from "./table-search.ts";
import classes from "./table.module.css";
import { useCount } from "./use-table.ts";

type BarProps = {
  file: FileDetail;
  table: TableState;
  page: TablePage | undefined;
  /** Rows of the whole file, once they are counted. */
  counted: number | undefined;
  switcher: ReactNode;
  hidden: ReadonlySet<number>;
  onHide: (hidden: ReadonlySet<number>) => void;
};

/** Search, filters, columns, and how much there is. */
export function TableBar({ file, table, page, counted, switcher, hidden, onHide }: BarProps) {
  const { t } = useTranslation("previews-table");
  const { search, choose } = table;
  return (
    <div className={classes.bar}>
      <SearchField key={search.search} table={table} />
      <Filters table={table} page={page} />
      {isChosen(search) ? (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => choose({ search: "", filters: [], sort: null })}
        >
          {t("clear")}
        </Button>
      ) : null}
      <span className={classes.facts}>
        <Facts {...{ file, table, page, counted }} />
      </span>
      {page && page.columnCount > COLUMNS_PER_PAGE ? <ColumnWindow {...{ table, page }} /> : null}
      {page && page.columns.length > 1 ? <ColumnChooser {...{ page, hidden, onHide }} /> : null}
      {switcher}
    </div>
  );
}

function SearchField({ table: { search, choose } }: { table: TableState }) {
  const { t } = useTranslation("previews-table");
  const [text, setText] = useState(search.search);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== search.search) choose({ search: text.trim() });
  };
  return (
    <form onSubmit={submit} className={classes.search}>
      <TextInput
        size="xs"
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        leftSection={<IconSearch size={14} />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
    </form>
  );
}

/** Each filter with a cross to take it away. */
function Filters({ table, page }: { table: TableState; page: TablePage | undefined }) {
  const { t } = useTranslation("previews-table");
  const nameOf = useColumnName();
  const { search, choose } = table;
  return search.filters.map((filter) => {
    const { column, operator, value } = filter;
    const known = page?.columns.find(({ index }) => index === column);
    const name = nameOf(known ?? { index: column, name: "" });
    const text = [name, t(`operators.${operator}`), takesValue(operator) ? value : ""].join(" ");
    return (
      <button
        key={`${column}:${operator}:${value}`}
        type="button"
        className={classes.chip}
        aria-label={t("removeThis", { text })}
        onClick={() => choose({ filters: search.filters.filter((other) => other !== filter) })}
      >
        <span className={classes.chipText}>{text}</span>
        <IconX size={12} />
      </button>
    );
  });
}

function Facts({
  file,
  table,
  page,
  counted,
}: Pick<BarProps, "file" | "table" | "page" | "counted">) {
  const { t, i18n } = useTranslation("previews-table");
  const count = useCount(file, table.search);
  if (page === undefined) return null;
  const exact = (value: number) => formatExact(value, i18n.language);
  const { columnCount, text } = page;
  const rowCount = counted === undefined ? page.rowCount : { value: counted, isExact: true };
  const facts: string[] = [];
  if (isFiltered(table.search)) {
    facts.push(
      count === undefined ? t("countingRows") : t("matches", { count, shown: exact(count) }),
    );
  } else if (rowCount) {
    const shown = rowCount.isExact
      ? exact(rowCount.value)
      : t("about", { count: formatCount(rowCount.value, i18n.language) });
    facts.push(t("rowCount", { count: rowCount.value, shown }));
  }
  facts.push(t("columnCount", { count: columnCount, shown: exact(columnCount) }));
  if (text && text.encoding !== "utf-8") facts.push(text.encoding.toUpperCase());
  return facts.join(" · ");
}

/** Of very many columns a part is shown. */
function ColumnWindow({ table, page }: { table: TableState; page: TablePage }) {
  const { t, i18n } = useTranslation("previews-table");
  const { search, go } = table;
  const { firstColumn } = search;
  const last = Math.min(firstColumn + COLUMNS_PER_PAGE, page.columnCount);
  const move = (by: number) => go({ ...search, firstColumn: Math.max(0, firstColumn + by) });
  const exact = (value: number) => formatExact(value, i18n.language);
  return (
    <span className={classes.window}>
      <ActionIcon
        variant="default"
        size={28}
        aria-label={t("previousColumns")}
        disabled={firstColumn === 0}
        onClick={() => move(-COLUMNS_PER_PAGE)}
      >
        <IconChevronLeft size={14} />
      </ActionIcon>
      {t("columnsOf", { from: exact(firstColumn + 1), to: exact(last) })}
      <ActionIcon
        variant="default"
        size={28}
        aria-label={t("nextColumns")}
        disabled={last >= page.columnCount}
        onClick={() => move(COLUMNS_PER_PAGE)}
      >
        <IconChevronRight size={14} />
      </ActionIcon>
    </span>
  );
}

type ChooserProps = { page: TablePage } & Pick<BarProps, "hidden" | "onHide">;

function ColumnChooser({ page, hidden, onHide }: ChooserProps) {
  const { t } = useTranslation("previews-table");
  const nameOf = useColumnName();
  const [text, setText] = useState("");
  const found = page.columns.filter((column) =>
    nameOf(column).toLowerCase().includes(text.trim().toLowerCase()),
  );
  const toggle = (index: number) => {
    const next = new Set(hidden);
    if (!next.delete(index)) next.add(index);
    onHide(next);
  };
  return (
    <Popover position="bottom-end" shadow="md" width={260} trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={14} />}>
          {t("columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          size="xs"
          aria-label={t("findColumn")}
          placeholder={t("findColumn")}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          data-autofocus
        />
        <div className={classes.chooser}>
          {found.map((column) => (
            <Checkbox
              key={column.index}
              size="xs"
              label={nameOf(column)}
              checked={!hidden.has(column.index)}
              onChange={() => toggle(column.index)}
            />
          ))}
        </div>
        {hidden.size > 0 ? (
          <Button size="compact-xs" variant="subtle" onClick={() => onHide(new Set())}>
            {t("showAllColumns")}
          </Button>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}
