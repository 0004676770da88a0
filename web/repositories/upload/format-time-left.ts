const UNITS = [
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** "2 hr 5 min", "40 sec": two units at most, rounded up so that it is not over too soon. */
export function formatTimeLeft(seconds: number, locale: string): string {
  let rest = Math.max(1, Math.ceil(seconds));
  if (rest > 90) rest = Math.ceil(rest / 60) * 60;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count === 0 || parts.length === 2) continue;
    parts.push(
      new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(count),
    );
  }
  return parts.join(" ");
}
