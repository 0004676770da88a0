import { useNavigate, useSearch } from "@tanstack/react-router";
import type { TableFilter } from "#contract/repositories/table.ts";
import { listOf, oneOf, type SearchParams } from "../../../../app/search-params.ts";

export const ROWS_PER_PAGE = 50;
export const COLUMNS_PER_PAGE = 40;

/** What the address says of a table: which rows, in which order, which columns. */
export type TableSearch = {
  search: string;
  filters: TableFilter[];
  /** Index of a column. */
  sort: { column: number; isDescending: boolean } | null;
  /** Number of the first row, in the order that is shown. */
  offset: number;
  /** Where the first row lies in a text file, as the page before told. */
  cursor: string | null;
  firstColumn: number;
};

const OPERATORS = ["eq", "ne", "lt", "le", "gt", "ge", "contains", "empty", "filled"] as const;
const FILTER = /^(?<column>\d{1,6}):(?<operator>[a-z]+):(?<value>.*)$/su;

/** Reads an address; what makes no sense is left out, so that an old link still opens. */
export function readTableSearch(params: SearchParams): TableSearch {
  const sort = /^(?<minus>-?)(?<column>\d{1,6})$/u.exec(oneOf(params.sort) ?? "")?.groups;
  const offset = Number(oneOf(params.row) ?? 1) - 1;
  const cursor = oneOf(params.at);
  const firstColumn = Number(oneOf(params.column) ?? 1) - 1;
  return {
    search: oneOf(params.q) ?? "",
    filters: listOf(params.filter).flatMap(readFilter),
    sort: sort ? { column: Number(sort.column), isDescending: sort.minus === "-" } : null,
    offset: Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
    cursor: cursor !== undefined && /^\d{1,16}$/u.test(cursor) ? cursor : null,
    firstColumn: Number.isSafeInteger(firstColumn) && firstColumn > 0 ? firstColumn : 0,
  };
}

function readFilter(text: string): TableFilter[] {
  const groups = FILTER.exec(text)?.groups;
  const operator = OPERATORS.find((one) => one === groups?.operator);
  if (groups === undefined || operator === undefined) return [];
  return [{ column: Number(groups.column), operator, value: groups.value ?? "" }];
}

/** The inverse of `readTableSearch`; what is the default is left out. */
export function writeTableSearch(search: TableSearch): SearchParams {
  const { sort, offset, cursor, firstColumn, filters } = search;
  const params: SearchParams = {};
  if (search.search !== "") params.q = search.search;
  if (filters.length > 0) {
    params.filter = filters.map(({ column, operator, value }) => `${column}:${operator}:${value}`);
  }
  if (sort) params.sort = `${sort.isDescending ? "-" : ""}${sort.column}`;
  if (offset > 0) params.row = `${offset + 1}`;
  if (offset > 0 && cursor !== null) params.at = cursor;
  if (firstColumn > 0) params.column = `${firstColumn + 1}`;
  return params;
}

/** Whether the rows are chosen or sorted, which takes the whole table. */
export function isChosen({ search, filters, sort }: TableSearch): boolean {
  return isFiltered({ search, filters }) || sort !== null;
}

export function isFiltered({ search, filters }: Pick<TableSearch, "search" | "filters">): boolean {
  return search !== "" || filters.length > 0;
}

/** What the endpoints take of a selection. */
export function selectionOf({ search, filters }: Pick<TableSearch, "search" | "filters">) {
  return {
    ...(search === "" ? {} : { search }),
    ...(filters.length === 0 ? {} : { filters: JSON.stringify(filters) }),
  };
}

export function rowsQueryOf(search: TableSearch) {
  const { sort, offset, cursor, firstColumn } = search;
  return {
    ...selectionOf(search),
    ...(sort ? { sort: `${sort.isDescending ? "-" : ""}${sort.column}` } : {}),
    ...(cursor === null || isChosen(search) ? {} : { cursor }),
    offset,
    limit: ROWS_PER_PAGE,
    firstColumn,
    columnLimit: COLUMNS_PER_PAGE,
  };
}

/** The table's state is its address: a change goes there. Other rows begin at the first of them. */
export function useTableSearch() {
  const params = useSearch({ strict: false }) as SearchParams;
  const navigate = useNavigate();
  const search = readTableSearch(params);
  const go = (next: TableSearch, replace = false) => {
    void navigate({
      to: ".",
      search: writeTableSearch(next),
      replace,
      resetScroll: false,
    } as unknown as Parameters<typeof navigate>[0]);
  };
  return {
    search,
    go,
    choose: (change: Partial<Pick<TableSearch, "search" | "filters" | "sort">>) =>
      go({ ...search, ...change, offset: 0, cursor: null }),
  };
}

export type TableState = ReturnType<typeof useTableSearch>;
