type Bar = {
  /** The larger edge and how far it reaches, in parts of the chart's height from its top. */
  top: number;
  height: number;
};

type BarChart = {
  bars: Bar[];
  /** Where nothing is, in parts of the height from the top. */
  zero: number;
  /** The ends of the scale: round numbers that hold every value. */
  max: number;
  min: number;
};

/** Bars from a line of zero, upwards for more and downwards for less. */
export function layOutBars(values: readonly number[]): BarChart {
  const max = roundUp(Math.max(0, ...values));
  const lowest = Math.min(0, ...values);
  const min = lowest === 0 ? 0 : -roundUp(-lowest);
  const span = max - min || 1;
  const zero = max === 0 && min === 0 ? 1 : max / span;
  const bars = values.map((value) => {
    const height = Math.abs(value) / span;
    return { top: value >= 0 ? zero - height : zero, height };
  });
  return { bars, zero, max, min };
}

/** The next of 1, 2, 4, 5, 10, 20, 40, 50, 100 …; 0 stays 0. */
function roundUp(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}
