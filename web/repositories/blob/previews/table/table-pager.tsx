import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TablePage } from "#contract/repositories/table.ts";
import { formatExact } from "../../../../ui/format.ts";
import { isFiltered, ROWS_PER_PAGE, type TableState } from "./table-search.ts";
import classes from "./table.module.css";

type PagerProps = { table: TableState; page: TablePage; isLoading: boolean };

/** Page by page, and back to the first. */
export function TablePager({ table, page, isLoading }: PagerProps) {
  const { t, i18n } = useTranslation("previews-table");
  const { search, go } = table;
  const { rows, next, rowCount } = page;
  const exact = (count: number) => formatExact(count, i18n.language);
  // Where the pages before began: in a text file a row is found by its place, not by its number.
  const [places] = useState(() => new Map<number, string | null>());
  const at = (offset: number, cursor: string | null) => {
    places.set(search.offset, search.cursor);
    go({ ...search, offset, cursor });
  };
  const back = () => {
    const offset = Math.max(0, search.offset - ROWS_PER_PAGE);
    at(offset, places.get(offset) ?? null);
  };
  const isAll = !isFiltered(search) && rowCount?.isExact === true;
  return (
    <nav className={classes.pager} aria-label={t("pages")}>
      <span className={classes.quiet} aria-live="polite">
        {rows.length === 0
          ? null
          : t(isAll ? "rowsOfAll" : "rows", {
              from: exact(search.offset + 1),
              to: exact(search.offset + rows.length),
              total: exact(rowCount?.value ?? 0),
            })}
      </span>
      <div className={classes.pagerButtons}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t("firstPage")}
          disabled={search.offset === 0}
          onClick={() => at(0, null)}
        >
          <IconChevronsLeft size={16} />
        </ActionIcon>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconChevronLeft size={14} />}
          disabled={search.offset === 0}
          onClick={back}
        >
          {t("previousPage")}
        </Button>
        <Button
          variant="default"
          size="xs"
          rightSection={<IconChevronRight size={14} />}
          disabled={next === null && !page.stoppedEarly}
          loading={isLoading}
          onClick={() =>
            next ? at(next.offset, next.cursor) : at(search.offset + rows.length, null)
          }
        >
          {t("nextPage")}
        </Button>
      </div>
    </nav>
  );
}
