import { Select } from "@mantine/core";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { REPORT_TARGETS, type ReportTargetType } from "#contract/community/report-options.ts";
import type { ReportState } from "#contract/community/report.ts";
import { type SearchParams, stringifySearch } from "../../app/search-params.ts";
import classes from "./reports.module.css";

const STATES = ["open", "upheld", "dismissed"] as const satisfies ReportState[];

export type ReportSearch = { state: ReportState; type: ReportTargetType | undefined };

/** What the address of the queue asks for. */
export function useReportSearch(): ReportSearch {
  const search = useSearch({ strict: false }) as SearchParams;
  return {
    state: STATES.find((each) => each === search.state) ?? "open",
    type: REPORT_TARGETS.find((each) => each === search.type),
  };
}

/** State and kind of what is shown; both are in the address. */
export function ReportFilters({ search }: { search: ReportSearch }) {
  const { t } = useTranslation("reports");
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const change = (next: Partial<Record<keyof ReportSearch, string | undefined>>) => {
    const { state, type } = { ...search, ...next };
    const shown = { type, state: state === "open" ? undefined : state };
    void navigate({ href: pathname + stringifySearch(shown), replace: true, resetScroll: false });
  };
  return (
    <div className={classes.filters}>
      <Select
        label={t("desk.state")}
        data={STATES.map((each) => ({ value: each, label: t(`desk.states.${each}`) }))}
        value={search.state}
        allowDeselect={false}
        onChange={(chosen) => change({ state: chosen ?? undefined })}
      />
      <Select
        label={t("desk.type")}
        placeholder={t("desk.anyType")}
        data={REPORT_TARGETS.map((each) => ({ value: each, label: t(`desk.types.${each}`) }))}
        value={search.type ?? null}
        clearable
        onChange={(chosen) => change({ type: chosen ?? undefined })}
      />
    </div>
  );
}
