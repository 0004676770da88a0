import { Skeleton } from "@mantine/core";
import { IconTableOff } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileDetail } from "#contract/repositories/repository.ts";
import type { TableColumn, TablePage } from "#contract/repositories/table.ts";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { ErrorState } from "../../../../ui/error-state.tsx";
import { TableBar } from "./table-bar.tsx";
import { TableGrid } from "./table-grid.tsx";
import { TablePager } from "./table-pager.tsx";
import { isChosen, useTableSearch } from "./table-search.ts";
import { TableNotes } from "./table-notes.tsx";
import { useRows, useStatistics } from "./use-table.ts";
import { WorkProgress } from "./work-progress.tsx";

/** BEY-4: a file of any size as rows and columns: by pages, sorted, filtered, searched, measured. */
export function TableView({ file, switcher }: { file: FileDetail; switcher: ReactNode }) {
  const { t } = useTranslation("previews-table");
  const table = useTableSearch();
  const { data, error, isPlaceholderData, refetch } = useRows(file, table.search);
  const { statistics, error: unknown, countAll } = useStatistics(file);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const counted = statistics?.state === "ready" ? statistics.rowCount : undefined;
  const last = useLastPage(data?.state === "ready" ? data : undefined);
  if (error && !isChosen(table.search)) {
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  }
  if (!last && !error && data?.state !== "working") return <Skeleton height={420} m="md" />;
  const bar = { file, table, switcher, page: last, counted, hidden, onHide: setHidden };
  if (last?.columnCount === 0) {
    return (
      <>
        <TableBar {...bar} />
        <EmptyState title={t("noColumns")} description={t("noColumnsText")} icon={IconTableOff} />
      </>
    );
  }
  const working = data?.state === "working" ? data.progress : null;
  return (
    <>
      <TableBar {...bar} />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {working ? <WorkProgress progress={working} /> : null}
      {last && !error && !working ? (
        <>
          <TableNotes page={last} statistics={statistics} problem={unknown} onCountAll={countAll} />
          <TableGrid
            file={file}
            table={table}
            page={last}
            columns={shownColumns(last, hidden)}
            statistics={statistics}
            isLoading={isPlaceholderData}
          />
          <TablePager table={table} page={last} isLoading={isPlaceholderData} />
        </>
      ) : null}
    </>
  );
}

function shownColumns({ columns }: TablePage, hidden: ReadonlySet<number>): TableColumn[] {
  return columns.filter(({ index }) => !hidden.has(index));
}

/** The page that was shown last, so that the bar stays while the next one is on its way. */
function useLastPage(page: TablePage | undefined): TablePage | undefined {
  const [last, setLast] = useState(page);
  if (page !== undefined && page !== last) setLast(page);
  return page ?? last;
}
