import { Autocomplete, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconHistory } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCall, useListCall } from "../../app/gallery.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../app/search-params.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import classes from "../console.module.css";
import { AuditRow } from "./audit-row.tsx";

type Filters = { action: string; account: string; from: string; to: string };
const TYPING_MS = 300;
/** What the server takes as the beginning of an action. */
const NO_ACTION = /[^a-z0-9.-]/gu;

/** PLT-8: what was done, by whom and when; the filters are in the address. */
export function AuditPage() {
  const { t } = useTranslation("console");
  const search = useSearch({ strict: false }) as SearchParams;
  const filters = {
    action: (oneOf(search.action) ?? "").replaceAll(NO_ACTION, ""),
    account: oneOf(search.account) ?? "",
    from: oneOf(search.from) ?? "",
    to: oneOf(search.to) ?? "",
  };
  usePageTitle(t("audit.title"));
  return (
    <>
      <PageHeader title={t("audit.title")} description={t("audit.text")} />
      <FilterBar filters={filters} />
      <Found filters={filters} />
    </>
  );
}

function FilterBar({ filters }: { filters: Filters }) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const actions = useCall("operations.list-audit-actions");
  const [shown, setShown] = useState(filters);
  const go = useDebouncedCallback((next: Filters) => {
    const given = Object.entries(next).filter(([, value]) => value !== "");
    const href = `/console/audit${stringifySearch(Object.fromEntries(given))}`;
    void navigate({ href, replace: true, resetScroll: false });
  }, TYPING_MS);
  const change = (part: Partial<Filters>) => {
    const next = { ...shown, ...part };
    setShown(next);
    go(next);
  };
  return (
    <div className={classes.toolbar}>
      <Autocomplete
        className={classes.grow ?? ""}
        label={t("audit.action")}
        placeholder={t("audit.anyAction")}
        data={actions.data?.items ?? []}
        value={shown.action}
        maxLength={100}
        onChange={(action) => change({ action: action.toLowerCase().replaceAll(NO_ACTION, "") })}
      />
      <TextInput
        className={classes.narrowField ?? ""}
        label={t("audit.account")}
        placeholder={t("audit.anyAccount")}
        value={shown.account}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => change({ account: event.currentTarget.value.trim() })}
      />
      <TextInput
        className={classes.narrowField ?? ""}
        type="datetime-local"
        label={t("audit.from")}
        value={shown.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        className={classes.narrowField ?? ""}
        type="datetime-local"
        label={t("audit.to")}
        value={shown.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
    </div>
  );
}

function Found({ filters: { action, account, from, to } }: { filters: Filters }) {
  const { t } = useTranslation("console");
  const since = toIso(from);
  const before = toIso(to);
  const list = useListCall("operations.list-audit-events", {
    query: {
      ...(action && { action }),
      ...(account && { account }),
      ...(since && { from: since }),
      ...(before && { to: before }),
    },
  });
  const items = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!items) return <Skeleton height={320} radius="lg" />;
  if (items.length === 0) {
    return (
      <EmptyState title={t("audit.none")} description={t("audit.noneText")} icon={IconHistory} />
    );
  }
  return (
    <>
      <ul className={classes.rows}>
        {items.map((event) => (
          <AuditRow key={event.id} event={event} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

/** `2026-11-20T16:00` of the reader's clock; undefined for what is no time. */
function toIso(local: string): string | undefined {
  const time = Date.parse(local);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
