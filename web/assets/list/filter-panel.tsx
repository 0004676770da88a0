import { useTranslation } from "react-i18next";
import type { AssetResults } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { useAccount } from "../../app/session.ts";
import { CategoryFilter } from "../categories/category-filter.tsx";
import { FilterGroup, type FilterOption } from "./filter-group.tsx";
import { HARDWARE_IDS, type ListedFilter } from "./filter-names.ts";
import classes from "./list.module.css";
import type { FlagName, ListSearch } from "./list-search.ts";

type FilterPanelProps = {
  kind: AssetKind | undefined;
  facets: AssetResults["facets"] | undefined;
  search: ListSearch;
  onChange: (search: ListSearch) => void;
};

/**
 * Every filter of DIS-1, those that the kind's cards answer first (REP-9); a filter that nothing in
 * the result has is not shown. Of hardware it is not known, so it is offered where code runs.
 */
function filtersOf(kind: AssetKind | undefined): ListedFilter[] {
  if (kind === "dataset") return ["task", "dataType", "language", "licence", "framework"];
  const isText = kind === "article" || kind === "case" || kind === "solution";
  const common: ListedFilter[] = ["task", "framework", "language", "licence", "dataType"];
  return isText ? common : [...common, "hardware"];
}

export function FilterPanel({ kind, facets, search, onChange }: FilterPanelProps) {
  return (
    <>
      <Flags search={search} onChange={onChange} />
      <CategoryFilter
        counted={facets?.category ?? []}
        chosen={search.filters.category}
        onChange={(category) => onChange({ ...search, filters: { ...search.filters, category } })}
      />
      {filtersOf(kind).map((filter) => (
        <FilterGroup
          key={filter}
          filter={filter}
          options={optionsOf(filter, facets, search.filters[filter])}
          chosen={search.filters[filter]}
          onChange={(values) =>
            onChange({ ...search, filters: { ...search.filters, [filter]: values } })
          }
        />
      ))}
    </>
  );
}

/** Chosen values stay in sight even where the result has none of them. */
function optionsOf(
  filter: ListedFilter,
  facets: AssetResults["facets"] | undefined,
  chosen: string[],
): FilterOption[] {
  const counted: FilterOption[] =
    filter === "hardware"
      ? HARDWARE_IDS.map((value) => ({ value, count: undefined }))
      : (facets?.[filter] ?? []);
  const byValue = new Map(counted.map((option) => [option.value, option]));
  const first = chosen.map((value) => byValue.get(value) ?? { value, count: undefined });
  return [...first, ...counted.filter((option) => !chosen.includes(option.value))];
}

function Flags({ search, onChange }: Pick<FilterPanelProps, "search" | "onChange">) {
  const { t } = useTranslation("assets");
  const account = useAccount();
  const flags: FlagName[] = account
    ? ["official", "featured", "favourite"]
    : ["official", "featured"];
  return (
    <fieldset className={classes.group}>
      <legend className={classes.groupTitle}>{t("filters.show")}</legend>
      {flags.map((flag) => (
        <button
          key={flag}
          type="button"
          className={classes.option}
          aria-pressed={search.flags[flag]}
          onClick={() =>
            onChange({ ...search, flags: { ...search.flags, [flag]: !search.flags[flag] } })
          }
        >
          <span className={classes.optionName}>{t(`filters.${flag}`)}</span>
        </button>
      ))}
    </fieldset>
  );
}
