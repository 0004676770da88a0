import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { termName } from "#contract/taxonomies/term.ts";
import { pathName, placeCategories } from "../../../assets/categories/category-tree.ts";
import { useCategories } from "../../../assets/categories/use-categories.ts";
import { ARTICLE_CATEGORIES } from "../article-categories.ts";

type CategoryFieldProps = {
  value: string | null;
  onChange: (category: string | null) => void;
};

/** One category of the operator's tree: those for articles first, any other below them. */
export function CategoryField({ value, onChange }: CategoryFieldProps) {
  const { t, i18n } = useTranslation("articles");
  const placed = placeCategories(useCategories() ?? []).filter(({ path }) => path.length > 1);
  const isOwn = (each: (typeof placed)[number]) => each.path[0]?.id === ARTICLE_CATEGORIES;
  return (
    <Select
      label={t("editor.category")}
      placeholder={t("editor.categoryPlaceholder")}
      data={[...placed.filter(isOwn), ...placed.filter((each) => !isOwn(each))].map((each) => ({
        value: each.node.id,
        label: isOwn(each) ? termName(each.node, i18n.language) : pathName(each, i18n.language),
      }))}
      value={value}
      onChange={onChange}
      searchable
      clearable
      maxDropdownHeight={320}
    />
  );
}
