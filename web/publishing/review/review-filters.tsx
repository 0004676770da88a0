import { Select } from "@mantine/core";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ReviewState, ReviewSubject } from "#contract/publishing/review.ts";
import { ASSET_KINDS, type AssetKind } from "#contract/kinds.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../app/search-params.ts";
import classes from "./review.module.css";

const STATES = ["open", "approved", "rejected", "withdrawn"] as const satisfies ReviewState[];
const SUBJECTS = ["listing", "version", "commit"] as const satisfies ReviewSubject[];
const AGES_DAYS = [1, 3, 7];
const DAY_HOURS = 24;

export type QueueSearch = {
  state: ReviewState;
  subject: ReviewSubject | undefined;
  kind: AssetKind | undefined;
  /** Waiting for more days than these. */
  days: number | undefined;
};

/** What the address of the desk asks for. */
export function useQueueSearch(): QueueSearch {
  const search = useSearch({ strict: false }) as SearchParams;
  const days = Number(oneOf(search.days));
  return {
    state: STATES.find((each) => each === search.state) ?? "open",
    subject: SUBJECTS.find((each) => each === search.subject),
    kind: ASSET_KINDS.find((each) => each === search.kind),
    days: AGES_DAYS.find((each) => each === days),
  };
}

export function queryOf({ state, subject, kind, days }: QueueSearch) {
  return {
    state,
    ...(subject && { subject }),
    ...(kind && { kind }),
    ...(days !== undefined && { waitingHours: days * DAY_HOURS }),
  };
}

/** State, subject, kind and age of what is shown; all of it is in the address. */
export function ReviewFilters({ search }: { search: QueueSearch }) {
  const { t } = useTranslation(["review", "app"]);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const change = (next: Partial<Record<keyof QueueSearch, string | undefined>>) => {
    const { state, ...others } = { ...search, ...next };
    const shown = { ...others, state: state === "open" ? undefined : state };
    void navigate({
      href: pathname + stringifySearch(shown),
      replace: true,
      resetScroll: false,
    });
  };
  return (
    <div className={classes.filters}>
      <Select
        label={t("filters.state")}
        data={STATES.map((each) => ({ value: each, label: t(`states.${each}`) }))}
        value={search.state}
        allowDeselect={false}
        onChange={(chosen) => change({ state: chosen ?? undefined })}
      />
      <Select
        label={t("filters.subject")}
        placeholder={t("filters.anySubject")}
        data={SUBJECTS.map((each) => ({ value: each, label: t(`subjects.${each}`) }))}
        value={search.subject ?? null}
        clearable
        onChange={(chosen) => change({ subject: chosen ?? undefined })}
      />
      <Select
        label={t("filters.kind")}
        placeholder={t("filters.anyKind")}
        data={ASSET_KINDS.map((each) => ({ value: each, label: t(`app:kindPlurals.${each}`) }))}
        value={search.kind ?? null}
        clearable
        onChange={(chosen) => change({ kind: chosen ?? undefined })}
      />
      <Select
        label={t("filters.waiting")}
        placeholder={t("filters.anyAge")}
        data={AGES_DAYS.map((each) => ({
          value: String(each),
          label: t("filters.days", { count: each }),
        }))}
        value={search.days === undefined ? null : String(search.days)}
        clearable
        onChange={(chosen) => change({ days: chosen ?? undefined })}
      />
    </div>
  );
}
