import { Skeleton } from "@mantine/core";
import { type PointerEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { DownloadsLately } from "#contract/assets/use.ts";
import { useCall } from "../../../app/gallery.ts";
import { formatExact } from "../../../ui/format.ts";
import { layOutBars } from "../../statistics/bars.ts";
import { formatDay } from "../../statistics/format-day.ts";
import { addressOf } from "../use-asset.ts";
import classes from "./side.module.css";

const UNITS = 100;

/** DIS-4: downloads over time, small; what is pointed at is told above the bars. */
export function DownloadsPanel({ asset }: { asset: Asset }) {
  const { data, error } = useCall("assets.get-downloads", { params: addressOf(asset) });
  if (error) return null;
  if (!data) return <Skeleton height={84} radius="md" />;
  return <DownloadsChart lately={data} />;
}

function DownloadsChart({ lately: { days, total } }: { lately: DownloadsLately }) {
  const { t, i18n } = useTranslation("asset-page");
  const [at, setAt] = useState<number | null>(null);
  const { bars } = layOutBars(days.map(({ downloads }) => downloads));
  const pointed = at === null ? undefined : days[at];
  const [first, last] = [days[0], days.at(-1)];
  const day = (date: string | undefined) => date && formatDay(date, i18n.language);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / width) * days.length);
    setAt(Math.min(days.length - 1, Math.max(0, place)));
  };
  return (
    <figure
      className={classes.downloads}
      aria-label={t("downloads.chart", { from: day(first?.day), to: day(last?.day), total })}
    >
      <figcaption className={classes.caption}>
        <span>{pointed ? day(pointed.day) : t("downloads.lately")}</span>
        <strong>{formatExact(pointed ? pointed.downloads : total, i18n.language)}</strong>
      </figcaption>
      <svg
        className={classes.bars}
        viewBox={`0 0 ${days.length} ${UNITS}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        onPointerMove={point}
        onPointerLeave={() => setAt(null)}
      >
        {bars.map(({ top, height }, place) => (
          <rect
            key={days[place]?.day}
            data-pointed={place === at || undefined}
            x={place + 0.1}
            width={0.8}
            y={top * UNITS}
            height={height * UNITS}
          />
        ))}
      </svg>
    </figure>
  );
}
