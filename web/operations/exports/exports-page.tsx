import { Button, Select, TextInput } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListingState } from "#contract/assets/asset.ts";
import { ASSET_KINDS, type AssetKind } from "#contract/kinds.ts";
import type { AssetTime } from "#contract/operations/export.ts";
import { useCall } from "../../app/gallery.ts";
import { stringifySearch } from "../../app/search-params.ts";
import { formatExact } from "../../ui/format.ts";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import classes from "../console.module.css";

const EXPORT_HREF = "/api/v1/console/exports/assets";
const TIMES = ["created", "updated", "published"] as const satisfies AssetTime[];
const STATES = [
  "draft",
  "publishing",
  "publish-failed",
  "in-review",
  "rejected",
  "published",
  "unlisted",
] as const satisfies ListingState[];

type Choice = {
  kind: AssetKind | null;
  state: ListingState | null;
  time: AssetTime;
  /** Days of the reader's clock, `2026-11-20`; empty: no limit. */
  from: string;
  to: string;
};

/** ACC-9: lists of assets for administrators, as files for spreadsheets. */
export function ExportsPage() {
  const { t } = useTranslation("exports");
  const [choice, setChoice] = useState<Choice>({
    kind: null,
    state: null,
    time: "created",
    from: "",
    to: "",
  });
  usePageTitle(t("title"));
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      <ChoiceFields
        choice={choice}
        onChange={(part) => setChoice((before) => ({ ...before, ...part }))}
      />
      <Download choice={choice} />
    </>
  );
}

type ChoiceFieldsProps = { choice: Choice; onChange: (part: Partial<Choice>) => void };

function ChoiceFields({ choice, onChange }: ChoiceFieldsProps) {
  const { t } = useTranslation(["exports", "assets", "app"]);
  return (
    <div className={classes.toolbar}>
      <Select
        className={classes.narrowField ?? ""}
        label={t("kind")}
        placeholder={t("anyKind")}
        data={ASSET_KINDS.map((value) => ({ value, label: t(`app:kindPlurals.${value}`) }))}
        value={choice.kind}
        onChange={(value) => onChange({ kind: value })}
        clearable
      />
      <Select
        className={classes.narrowField ?? ""}
        label={t("state")}
        placeholder={t("anyState")}
        data={STATES.map((value) => ({ value, label: t(`assets:states.${value}`) }))}
        value={choice.state}
        onChange={(value) => onChange({ state: value })}
        clearable
      />
      <Select
        className={classes.narrowField ?? ""}
        label={t("time")}
        data={TIMES.map((value) => ({ value, label: t(`times.${value}`) }))}
        value={choice.time}
        onChange={(value) => onChange({ time: value ?? "created" })}
        allowDeselect={false}
      />
      <TextInput
        className={classes.narrowField ?? ""}
        type="date"
        label={t("from")}
        value={choice.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        className={classes.narrowField ?? ""}
        type="date"
        label={t("to")}
        value={choice.to}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
    </div>
  );
}

/** The button says how much comes. */
function Download({ choice }: { choice: Choice }) {
  const { t, i18n } = useTranslation("exports");
  const query = toQuery(choice);
  const { data, error } = useCall("operations.count-export", { query });
  if (error) return <ProblemAlert error={error} />;
  if (data?.count === 0) return <p>{t("none")}</p>;
  const shown = data ? formatExact(data.count, i18n.language) : "";
  return (
    <div className={classes.actions}>
      <Button
        component="a"
        href={EXPORT_HREF + stringifySearch(query)}
        download
        leftSection={<IconDownload size={16} aria-hidden="true" />}
      >
        {data ? t("download", { count: data.count, shown }) : t("downloadAll")}
      </Button>
      <span className={classes.settingText}>{t("format")}</span>
    </div>
  );
}

function toQuery({ kind, state, time, from, to }: Choice) {
  const since = startOf(from, 0);
  const before = startOf(to, 1);
  return {
    ...(kind && { kind }),
    ...(state && { state }),
    ...(since && { from: since }),
    ...(before && { to: before }),
    time,
  };
}

/** When a day of the reader's clock begins, so many days later; undefined for what is no day. */
function startOf(day: string, later: number): string | undefined {
  const start = new Date(`${day}T00:00`);
  if (Number.isNaN(start.getTime())) return undefined;
  start.setDate(start.getDate() + later);
  return start.toISOString();
}
