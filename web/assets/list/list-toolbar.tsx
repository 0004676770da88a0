import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import {
  IconAdjustmentsHorizontal,
  IconLayoutGrid,
  IconLayoutList,
  IconSearch,
} from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSlashKey } from "../../app/layout/use-slash-key.ts";
import type { AssetView } from "../cards/asset-list.tsx";
import classes from "./list.module.css";
import { countFilters, type ListSearch, SORT_ORDERS, type SortOrder } from "./list-search.ts";

const TYPING_MS = 250;

type ListToolbarProps = {
  search: ListSearch;
  onChange: (search: ListSearch, isTyping?: boolean) => void;
  view: AssetView;
  onView: (view: AssetView) => void;
  onFilters: () => void;
  placeholder: string;
  /** No other search field is on the page: `/` focuses this one. */
  isMainSearch: boolean;
};

export function ListToolbar(props: ListToolbarProps) {
  const { t } = useTranslation("assets");
  const { search, onChange } = props;
  const orders: SortOrder[] = search.q === "" ? [...SORT_ORDERS] : ["relevance", ...SORT_ORDERS];
  const filterCount = countFilters(search);
  return (
    <div className={classes.toolbar}>
      <Button
        className={classes.filterButton}
        variant="default"
        leftSection={<IconAdjustmentsHorizontal size={16} />}
        onClick={props.onFilters}
      >
        {t("filters.title")}
        {filterCount > 0 ? ` (${filterCount})` : ""}
      </Button>
      <WordsField {...props} />
      <Select
        w={190}
        aria-label={t("sort")}
        allowDeselect={false}
        data={orders.map((order) => ({ value: order, label: t(`sorts.${order}`) }))}
        value={search.sort}
        onChange={(sort) => onChange({ ...search, sort: sort ?? "trending" })}
      />
      <SegmentedControl
        aria-label={t("view")}
        value={props.view}
        onChange={(view) => props.onView(view)}
        data={[
          {
            value: "grid",
            label: <IconLayoutGrid size={16} display="block" aria-label={t("views.grid")} />,
          },
          {
            value: "rows",
            label: <IconLayoutList size={16} display="block" aria-label={t("views.rows")} />,
          },
        ]}
      />
    </div>
  );
}

function WordsField({ search, onChange, placeholder, isMainSearch }: ListToolbarProps) {
  const field = useRef<HTMLInputElement>(null);
  useSlashKey(() => {
    if (isMainSearch) field.current?.focus();
  });
  const [text, setText] = useState(search.q);
  const [lastSought, setLastSought] = useState(search.q);
  if (search.q !== lastSought) {
    setLastSought(search.q);
    if (search.q !== text.trim()) setText(search.q);
  }
  const seek = useDebouncedCallback((q: string) => {
    const isDefaultOrder = search.sort === "relevance" || search.q === "";
    onChange({ ...search, q, sort: q !== "" && isDefaultOrder ? "relevance" : search.sort }, true);
  }, TYPING_MS);
  return (
    <TextInput
      ref={field}
      className={classes.words}
      type="search"
      maxLength={200}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      placeholder={placeholder}
      aria-label={placeholder}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        seek(event.currentTarget.value.trim());
      }}
    />
  );
}
