import { Badge, Skeleton } from "@mantine/core";
import { IconFlag, IconSearchOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ReportCaseSummary } from "#contract/community/report.ts";
import { useListCall } from "../../app/gallery.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { CaseStateBadge } from "./case-state-badge.tsx";
import { useCaseTitle } from "./case-title.ts";
import { ReportFilters, type ReportSearch, useReportSearch } from "./report-filters.tsx";
import classes from "./reports.module.css";

/** PLT-3, COM-5 `/console/reports`: what people have reported. */
export function ReportsPage() {
  const { t } = useTranslation("reports");
  const search = useReportSearch();
  usePageTitle(t("desk.title"));
  return (
    <>
      <PageHeader title={t("desk.title")} description={t("desk.text")} />
      <ReportFilters search={search} />
      <Queue search={search} />
    </>
  );
}

function Queue({ search: { state, type } }: { search: ReportSearch }) {
  const { t } = useTranslation("reports");
  const query = { state, ...(type && { type }) };
  const list = useListCall("community.list-reports", { query });
  const cases = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!cases) return <Skeleton height={220} radius="lg" />;
  if (cases.length === 0) {
    const isAll = state === "open" && type === undefined;
    return (
      <EmptyState
        title={t(isAll ? "desk.none" : "desk.noMatch")}
        description={t(isAll ? "desk.noneText" : "desk.noMatchText")}
        icon={isAll ? IconFlag : IconSearchOff}
      />
    );
  }
  return (
    <>
      <p className={classes.total}>
        {t("desk.total", { count: list.data?.pages.at(-1)?.total ?? cases.length })}
      </p>
      <ul className={classes.rows}>
        {cases.map((each) => (
          <CaseRow key={each.id} report={each} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

function CaseRow({ report }: { report: ReportCaseSummary }) {
  const { t } = useTranslation("reports");
  const { responsible, state, bar } = report;
  const title = useCaseTitle(report);
  return (
    <li className={classes.row}>
      <div className={classes.rowTitle}>
        <Badge variant="default">{t(`desk.types.${report.type}`)}</Badge>
        <PageLink href={`/console/reports/${report.id}`} className={classes.name}>
          {title}
        </PageLink>
        {state === "open" ? null : <CaseStateBadge state={state} />}
      </div>
      <div className={classes.facts}>
        <span>{t("desk.count", { count: report.reportCount })}</span>
        <span>{report.reasons.map((reason) => t(`reasons.${reason}`)).join(" · ")}</span>
        {responsible === null ? null : (
          <span>{t("desk.by", { name: responsible.nickname || responsible.name })}</span>
        )}
        <RelativeTime value={report.openedAt} />
        {state === "open" && bar !== null ? <span>{t("desk.own")}</span> : null}
      </div>
    </li>
  );
}
