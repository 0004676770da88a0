import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { pathName, type Placed } from "../../assets/categories/category-tree.ts";

/** Stands for the top of the tree; no id is so short. */
export const TOP = "/";

type CategorySelectProps = {
  label: string;
  description?: string;
  placed: Placed[];
  /** Offer the top too. */
  withTop?: boolean;
  value: string | null;
  onChange: (id: string | null) => void;
};

/** One category, by the way to it. */
export function CategorySelect({ placed, withTop = false, ...props }: CategorySelectProps) {
  const { t, i18n } = useTranslation("categories");
  const options = placed.map((each) => ({
    value: each.node.id,
    label: pathName(each, i18n.language),
  }));
  return (
    <Select
      {...props}
      data={withTop ? [{ value: TOP, label: t("top") }, ...options] : options}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t("nothingFound")}
      maxDropdownHeight={300}
    />
  );
}
