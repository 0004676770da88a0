import { useTranslation } from "react-i18next";
import type { ColumnStatistics, ColumnType } from "#contract/repositories/table.ts";
import { formatExact } from "../../../../ui/format.ts";
import { formatPoint } from "./format-point.ts";
import classes from "./table.module.css";

/** Pixels. */
const WIDTH = 120;
const HEIGHT = 30;
/** So many different values have a part of the bar each; the others share one. */
const PARTS = 8;

type ChartProps = { statistics: ColumnStatistics; type: ColumnType };

/** The distribution of a column in the size of its head: bars of a range, or shares of values. */
export function ColumnChart({ statistics, type }: ChartProps) {
  const { histogram, top, distinct } = statistics;
  const hasFewValues = top !== null && distinct !== null && distinct.count <= 30;
  if (hasFewValues && (type === "text" || type === "boolean"))
    return <Shares {...{ statistics }} />;
  if (histogram) return <Bars {...{ statistics, type }} />;
  return hasFewValues ? <Shares {...{ statistics }} /> : <div className={classes.chart} />;
}

function Bars({ statistics, type }: ChartProps) {
  const { t, i18n } = useTranslation("previews-table");
  const { histogram } = statistics;
  if (histogram === null) return null;
  const { counts, from, to } = histogram;
  const most = Math.max(1, ...counts);
  const step = WIDTH / counts.length;
  const width = (to - from) / counts.length;
  const point = (value: number) => formatPoint(value, { histogram, type, locale: i18n.language });
  return (
    <div className={classes.chart}>
      <span className={classes.hidden}>
        {t(histogram.of === "lengths" ? "lengthsFromTo" : "valuesFromTo", {
          from: point(from),
          to: point(to),
        })}
      </span>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={classes.bars}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {counts.map((count, index) => {
          const height = count === 0 ? 0 : Math.max(1.5, (count / most) * HEIGHT);
          const range = {
            from: point(from + index * width),
            to: point(from + (index + 1) * width),
          };
          return (
            <rect
              key={index}
              x={index * step + 0.5}
              y={HEIGHT - height}
              width={Math.max(0.5, step - 1)}
              height={height}
            >
              <title>{t("bar", { ...range, count: formatExact(count, i18n.language) })}</title>
            </rect>
          );
        })}
      </svg>
      <div className={classes.chartEnds}>
        <span>{point(from)}</span>
        <span>{from === to ? null : point(to)}</span>
      </div>
    </div>
  );
}

function Shares({ statistics: { top, filled, distinct } }: { statistics: ColumnStatistics }) {
  const { t, i18n } = useTranslation("previews-table");
  const shown = (top ?? []).slice(0, PARTS);
  const rest = filled - shown.reduce((sum, { count }) => sum + count, 0);
  const parts = rest > 0 ? [...shown, { value: t("otherValues"), count: rest }] : shown;
  return (
    <div className={classes.chart}>
      <div className={classes.shares} aria-hidden="true">
        {parts.map(({ value, count }) => (
          <span
            key={value}
            className={classes.share}
            style={{ flexGrow: count }}
            title={`${value}: ${formatExact(count, i18n.language)}`}
          />
        ))}
      </div>
      <div className={classes.chartEnds}>
        <span>{t("values", { count: distinct?.count ?? 0 })}</span>
        <span>{shown[0]?.value}</span>
      </div>
    </div>
  );
}
