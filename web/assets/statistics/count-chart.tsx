import type { PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { AssetStatistics } from "#contract/assets/statistics.ts";
import { formatExact } from "../../ui/format.ts";
import { layOutBars } from "./bars.ts";
import { formatDay } from "./format-day.ts";
import classes from "./statistics.module.css";
import type { CountName } from "./to-csv.ts";

type CountChartProps = {
  name: CountName;
  statistics: AssetStatistics;
  /** What is pointed at in any of the charts, by its place. */
  at: number | null;
  onAt: (at: number | null) => void;
};

const UNITS = 100;

/** One count over time as bars; its numbers are in the table too. */
export function CountChart({ name, statistics: { buckets, totals }, at, onAt }: CountChartProps) {
  const { t, i18n } = useTranslation("statistics");
  const values = buckets.map((bucket) => bucket[name]);
  const sum = values.reduce((total, value) => total + value, 0);
  const { bars, zero, max, min } = layOutBars(values);
  const [first, last] = [buckets[0], buckets.at(-1)];
  const pointed = at === null ? undefined : buckets[at];
  const exact = (value: number) => formatExact(value, i18n.language);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / width) * buckets.length);
    onAt(Math.min(buckets.length - 1, Math.max(0, place)));
  };
  return (
    <figure className={classes.chart} data-count={name}>
      <figcaption className={classes.caption}>
        <span className={classes.name}>{t(`counts.${name}`)}</span>
        <span className={classes.sum}>{exact(pointed ? pointed[name] : sum)}</span>
        <span className={classes.of}>
          {pointed
            ? formatDay(pointed.start, i18n.language)
            : t(`totals.${name}`, { shown: exact(totals[name]) })}
        </span>
      </figcaption>
      <div className={classes.plot}>
        <svg
          className={classes.bars}
          viewBox={`0 0 ${buckets.length} ${UNITS}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          onPointerMove={point}
          onPointerLeave={() => onAt(null)}
        >
          {bars.map(({ top, height }, place) => (
            <rect
              key={buckets[place]?.start}
              data-pointed={place === at || undefined}
              x={place + 0.1}
              width={0.8}
              y={top * UNITS}
              height={height * UNITS}
            />
          ))}
          <line
            className={classes.zero}
            x1={0}
            x2={buckets.length}
            y1={zero * UNITS}
            y2={zero * UNITS}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span className={classes.scale} aria-hidden="true">
          <span>{exact(max)}</span>
          <span>{min < 0 || max > 0 ? exact(min) : null}</span>
        </span>
        <span className={classes.axis} aria-hidden="true">
          <span>{first && formatDay(first.start, i18n.language)}</span>
          <span>{last && formatDay(last.start, i18n.language)}</span>
        </span>
      </div>
    </figure>
  );
}
