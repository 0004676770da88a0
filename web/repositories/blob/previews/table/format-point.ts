import type { ColumnStatistics, ColumnType } from "#contract/repositories/table.ts";

type Scale = {
  histogram: NonNullable<ColumnStatistics["histogram"]>;
  type: ColumnType;
  locale: string;
};

/** A place on the axis of a histogram: a number in short, a moment as precise as the range needs. */
export function formatPoint(value: number, { histogram, type, locale }: Scale): string {
  if (histogram.of === "values" && (type === "date" || type === "timestamp")) {
    return formatMoment(value, histogram.to - histogram.from);
  }
  if (histogram.of === "values" && type === "time") {
    return new Date(value * 1000).toISOString().slice(11, 16);
  }
  const isSmall = Math.abs(value) < 100_000;
  return new Intl.NumberFormat(locale, {
    notation: isSmall ? "standard" : "compact",
    maximumSignificantDigits: isSmall ? 5 : 3,
    useGrouping: false,
  }).format(value);
}

const DAY_SECONDS = 86_400;

function formatMoment(seconds: number, rangeSeconds: number): string {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return "";
  const text = moment.toISOString();
  const [day = "", time = ""] = text.split("T");
  return rangeSeconds < 2 * DAY_SECONDS ? time.slice(0, 5) : day;
}
