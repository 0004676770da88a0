import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "../name-table/name-table.module.css";
import type { Sorting } from "./tensor-list.tsx";

type TensorHeadRowProps = {
  /** undefined where the order is fixed. */
  sorting: Sorting | undefined;
  onSort: (sorting: Sorting) => void;
};

/** The names of the columns; a list is sorted by them. */
export function TensorHeadRow({ sorting, onSort }: TensorHeadRowProps) {
  const { t } = useTranslation("previews-tensors");
  const column = (sort: Sorting["sort"], label: string) =>
    sorting ? <SortButton sort={sort} label={label} sorting={sorting} onSort={onSort} /> : label;
  return (
    <div className={classes.head}>
      <span>{column("name", t("name"))}</span>
      <span>{t("shape")}</span>
      <span>{t("dtype")}</span>
      <span className={classes.number}>{column("parameters", t("parameters"))}</span>
      <span className={classes.number}>{column("size", t("size"))}</span>
    </div>
  );
}

type SortButtonProps = Required<TensorHeadRowProps> & {
  sorting: Sorting;
  sort: Sorting["sort"];
  label: string;
};

function SortButton({ sort, label, sorting, onSort }: SortButtonProps) {
  const { t } = useTranslation("previews-tensors");
  const isActive = sorting.sort === sort;
  const isAscending = sorting.order === "ascending";
  // Names begin with the first, numbers with the largest.
  const first = sort === "name" ? "ascending" : "descending";
  const other = isAscending ? "descending" : "ascending";
  const Icon = isAscending ? IconArrowUp : IconArrowDown;
  return (
    <button
      type="button"
      className={classes.sort}
      data-active={isActive || undefined}
      title={t("sortBy", { column: label })}
      onClick={() => onSort({ sort, order: isActive ? other : first })}
    >
      {label}
      {isActive ? <Icon size={13} aria-label={t(`orders.${sorting.order}`)} /> : null}
    </button>
  );
}
