import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AssetResults } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { formatExact } from "../../ui/format.ts";
import { termName } from "#contract/taxonomies/term.ts";
import { useCategories } from "../categories/use-categories.ts";
import { FeedLink } from "./feed-link.tsx";
import { nameOfValue } from "./filter-names.ts";
import classes from "./list.module.css";
import {
  countFilters,
  type FilterName,
  FILTERS,
  FLAGS,
  type ListSearch,
  withoutFilters,
  writeListSearch,
} from "./list-search.ts";

type ListSummaryProps = {
  kind: AssetKind | undefined;
  total: AssetResults["total"] | undefined;
  search: ListSearch;
  onChange: (search: ListSearch) => void;
};

/** How many there are, and the filters in force, each with a way to drop it. */
export function ListSummary({ kind, total, search, onChange }: ListSummaryProps) {
  const { t, i18n } = useTranslation("assets");
  const said = total && {
    count: total.value,
    shown: formatExact(total.value, i18n.language),
  };
  return (
    <div className={classes.count}>
      <span aria-live="polite">
        {said ? t(total.isExact ? "count" : "countAbout", said) : null}
      </span>
      <Chips search={search} onChange={onChange} />
      {countFilters(search) > 1 ? (
        <button
          type="button"
          className={classes.moreOptions}
          onClick={() => onChange(withoutFilters(search))}
        >
          {t("filters.clear")}
        </button>
      ) : null}
      <FeedLink kind={kind} search={writeListSearch(search)} />
    </div>
  );
}

function Chips({ search, onChange }: Omit<ListSummaryProps, "total" | "kind">) {
  const { t, i18n } = useTranslation("assets");
  const categories = useCategories(search.filters.category.length > 0);
  const nameOf = (filter: FilterName, value: string) => {
    if (filter !== "category") return nameOfValue(filter, value, i18n.language);
    const category = categories?.find(({ id }) => id === value);
    return category ? termName(category, i18n.language) : value;
  };
  const chips = [
    ...FILTERS.flatMap((filter) =>
      search.filters[filter].map((value) => ({
        key: `${filter}=${value}`,
        name: nameOf(filter, value),
        drop: () =>
          onChange({
            ...search,
            filters: {
              ...search.filters,
              [filter]: search.filters[filter].filter((other) => other !== value),
            },
          }),
      })),
    ),
    ...FLAGS.filter((flag) => search.flags[flag]).map((flag) => ({
      key: flag,
      name: t(`filters.${flag}`),
      drop: () => onChange({ ...search, flags: { ...search.flags, [flag]: false } }),
    })),
  ];
  return chips.map(({ key, name, drop }) => (
    <button
      key={key}
      type="button"
      className={classes.chip}
      aria-label={t("filters.drop", { name })}
      onClick={drop}
    >
      {name}
      <IconX size={12} aria-hidden="true" />
    </button>
  ));
}
