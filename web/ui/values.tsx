import { useTranslation } from "react-i18next";
import { formatBytes, formatCount, formatDateTime, formatExact, formatRelative } from "./format.ts";
import { useNow } from "./use-now.ts";

/** A size in MB or GB, the exact number of bytes on hover. */
export function Bytes({ value }: { value: number }) {
  const { t, i18n } = useTranslation();
  const exact = t("exactBytes", { count: value, shown: formatExact(value, i18n.language) });
  return <span title={exact}>{formatBytes(value, i18n.language)}</span>;
}

/** An abbreviated count, the exact value on hover. */
export function Count({ value }: { value: number }) {
  const { i18n } = useTranslation();
  const short = formatCount(value, i18n.language);
  const exact = formatExact(value, i18n.language);
  return <span title={short === exact ? undefined : exact}>{short}</span>;
}

/** How long ago, the exact time on hover. `value` is an ISO 8601 time. */
export function RelativeTime({ value }: { value: string }) {
  const { i18n } = useTranslation();
  const now = useNow();
  const time = Date.parse(value);
  return (
    <time dateTime={value} title={formatDateTime(time, i18n.language)}>
      {formatRelative(time, now, i18n.language)}
    </time>
  );
}
