import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { AssetStatistics } from "#contract/assets/statistics.ts";
import { problem } from "#contract/problems.ts";
import { callOptions } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { addressOf, useAsset } from "../asset/use-asset.ts";
import { CountChart } from "./count-chart.tsx";
import { formatDay } from "./format-day.ts";
import classes from "./statistics.module.css";
import { StatisticsTable } from "./statistics-table.tsx";
import { COUNTS, toCsv } from "./to-csv.ts";

const RANGES = ["30", "90", "365"] as const;
const STEPS = ["day", "week"] as const;
type Range = { days: (typeof RANGES)[number]; by: (typeof STEPS)[number] };

/** PUB-17: what happened to a listing, for those who manage it. */
export function StatisticsPage() {
  const { t } = useTranslation("statistics");
  const asset = useAsset();
  usePageTitle(t("titleOf", { name: asset.fullName }));
  if (!asset.abilities.manage) return <ErrorState error={problem("forbidden")} />;
  return <Statistics asset={asset} />;
}

function Statistics({ asset }: { asset: Asset }) {
  const { t } = useTranslation("statistics");
  const [range, setRange] = useState<Range>({ days: "30", by: "day" });
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...callOptions("assets.get-statistics", { params: addressOf(asset), query: range }),
    placeholderData: keepPreviousData,
  });
  return (
    <section>
      <div className={classes.bar}>
        <h2 className={classes.title}>{t("title")}</h2>
        <RangeControl range={range} onRange={setRange} />
        {data && !isPlaceholderData ? (
          <SaveButton asset={asset} range={range} statistics={data} />
        ) : null}
      </div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Skeleton height={420} radius="lg" /> : null}
      {data ? <Shown statistics={data} isStale={isPlaceholderData} /> : null}
    </section>
  );
}

type RangeControlProps = { range: Range; onRange: (range: Range) => void };

function RangeControl({ range, onRange }: RangeControlProps) {
  const { t } = useTranslation("statistics");
  return (
    <div className={classes.controls}>
      <SegmentedControl
        aria-label={t("range")}
        value={range.days}
        data={RANGES.map((days) => ({ value: days, label: t(`days.${days}`) }))}
        onChange={(days) => onRange({ ...range, days })}
      />
      <SegmentedControl
        aria-label={t("step")}
        value={range.by}
        data={STEPS.map((by) => ({ value: by, label: t(`by.${by}`) }))}
        onChange={(by) => onRange({ ...range, by })}
      />
    </div>
  );
}

function Shown({ statistics, isStale }: { statistics: AssetStatistics; isStale: boolean }) {
  const { t, i18n } = useTranslation("statistics");
  const [at, setAt] = useState<number | null>(null);
  const { buckets } = statistics;
  const [first, last] = [buckets[0], buckets.at(-1)];
  return (
    <div className={classes.shown} data-stale={isStale || undefined}>
      <div className={classes.charts}>
        {COUNTS.map((name) => (
          <CountChart key={name} name={name} statistics={statistics} at={at} onAt={setAt} />
        ))}
      </div>
      <p className={classes.note}>
        {first && last
          ? t("span", {
              from: formatDay(first.start, i18n.language),
              to: formatDay(last.start, i18n.language),
            })
          : null}{" "}
        {t("note")}
      </p>
      <StatisticsTable statistics={statistics} />
    </div>
  );
}

type SaveButtonProps = { asset: Asset; range: Range; statistics: AssetStatistics };

/** The numbers are here already: the file is made of them by the browser. */
function SaveButton({ asset, range, statistics }: SaveButtonProps) {
  const { t } = useTranslation("statistics");
  const save = () => {
    const url = URL.createObjectURL(new Blob([toCsv(statistics.buckets)], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${asset.owner.name}-${asset.name}-${range.days}-days-by-${range.by}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url));
  };
  return (
    <Button variant="default" leftSection={<IconDownload size={16} />} onClick={save}>
      {t("csv")}
    </Button>
  );
}
