import { MultiSelect } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { termName } from "#contract/taxonomies/term.ts";
import classes from "./categories.module.css";
import { pathName, placeCategories } from "./category-tree.ts";
import { useCategories } from "./use-categories.ts";

const MAX_CATEGORIES = 20;

type CategoriesFieldProps = {
  value: readonly string[];
  onChange: (ids: string[]) => void;
  error?: ReactNode;
};

/** PUB-10: any nodes of the tree, found by their own names and by those above them. */
export function CategoriesField({ value, onChange, error }: CategoriesFieldProps) {
  const { t, i18n } = useTranslation("face");
  const placed = placeCategories(useCategories() ?? []);
  const byId = new Map(placed.map((each) => [each.node.id, each]));
  const isFull = value.length >= MAX_CATEGORIES;
  return (
    <MultiSelect
      label={t("categories")}
      description={isFull ? t("categoriesFull", { count: MAX_CATEGORIES }) : t("categoriesText")}
      data={placed.map(({ node }) => ({ value: node.id, label: termName(node, i18n.language) }))}
      value={[...value]}
      onChange={onChange}
      maxValues={MAX_CATEGORIES}
      searchable
      nothingFoundMessage={t("categoriesNone")}
      maxDropdownHeight={300}
      error={error}
      filter={({ options, search }) => {
        const words = search.trim().toLowerCase();
        return options.filter((option) => {
          const place = "value" in option ? byId.get(option.value) : undefined;
          return (
            place !== undefined && pathName(place, i18n.language).toLowerCase().includes(words)
          );
        });
      }}
      renderOption={({ option, checked }) => (
        <span
          className={classes.picked}
          style={{ "--depth": byId.get(option.value)?.depth ?? 0 } as CSSProperties}
        >
          {checked ? "✓ " : ""}
          {option.label}
        </span>
      )}
    />
  );
}
