import { Button, SegmentedControl, Select } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconLayoutGrid, IconLayoutList } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AssetView } from "../cards/asset-list.tsx";
import classes from "./list.module.css";
import { countFilters, type ListSearch, SORT_ORDERS, type SortOrder } from "./list-search.ts";
import { WordsField } from "./words-field.tsx";

type ListToolbarProps = {
  search: ListSearch;
  onChange: (search: ListSearch, isTyping?: boolean) => void;
  view: AssetView;
  onView: (view: AssetView) => void;
  onFilters: () => void;
  /** Of the field for words; absent where the page has one of its own. */
  placeholder: string | undefined;
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
      {props.placeholder === undefined ? (
        <span className={classes.space} />
      ) : (
        <WordsField
          search={search}
          onChange={onChange}
          placeholder={props.placeholder}
          isMainSearch={false}
        />
      )}
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
