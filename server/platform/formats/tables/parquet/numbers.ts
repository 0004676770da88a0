import type { TimeUnit } from "hyparquet";

const DIGITS: Readonly<Record<TimeUnit, number>> = { MILLIS: 3, MICROS: 6, NANOS: 9 };
const DAY_SECONDS = 86_400n;
/** Days that the calendar of JavaScript reaches, in either direction. */
const MOST_DAYS = 100_000_000n;

/** A decimal from its digits: 12345 with scale 2 is 123.45. */
export function formatDecimal(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** A date from the days since 1970. */
export function formatDate(days: bigint): string {
  if (days > MOST_DAYS || days < -MOST_DAYS) return `day ${days}`;
  const text = new Date(Number(days) * 86_400_000).toISOString();
  return text.slice(0, text.indexOf("T"));
}

/** A time of day from what has passed since midnight. */
export function formatTime(count: bigint, unit: TimeUnit): string {
  const perSecond = 10n ** BigInt(DIGITS[unit]);
  const { seconds, rest } = divide(count, perSecond);
  const two = (value: bigint) => String(value).padStart(2, "0");
  const clock = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  return rest === 0n ? clock : `${clock}.${fraction(rest, DIGITS[unit])}`;
}

/** A moment from what has passed since 1970, to the last digit that the file has. */
export function formatTimestamp(count: bigint, unit: TimeUnit): string {
  const { seconds: days, rest } = divide(count, DAY_SECONDS * 10n ** BigInt(DIGITS[unit]));
  return `${formatDate(days)} ${formatTime(rest, unit)}`;
}

/** As databases print it: a whole number keeps its `.0`, very large and small ones an exponent. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  if (Object.is(value, -0)) return "-0.0";
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** Towards the past, so that the rest is never negative. */
function divide(count: bigint, by: bigint): { seconds: bigint; rest: bigint } {
  const rest = ((count % by) + by) % by;
  return { seconds: (count - rest) / by, rest };
}

function fraction(rest: bigint, digits: number): string {
  return String(rest).padStart(digits, "0").replace(/0+$/, "");
}
