import { describe, expect, it } from "vitest";
import { layOutBars } from "./bars.ts";

describe("bars of a chart", () => {
  it("PUB-17: stand on zero and reach up to a round number", () => {
    const { bars, zero, max, min } = layOutBars([0, 3, 37]);
    expect([zero, max, min]).toEqual([1, 40, 0]);
    expect(bars[0]).toEqual({ top: 1, height: 0 });
    expect(bars[2]?.height).toBeCloseTo(37 / 40);
    expect(bars[2]?.top).toBeCloseTo(1 - 37 / 40);
  });

  it("PUB-17: hang below zero where more was withdrawn than added", () => {
    const { bars, zero, max, min } = layOutBars([2, -2]);
    expect([zero, max, min]).toEqual([0.5, 2, -2]);
    expect(bars).toEqual([
      { top: 0, height: 0.5 },
      { top: 0.5, height: 0.5 },
    ]);
    expect(layOutBars([-5, 0])).toMatchObject({ zero: 0, max: 0, min: -5 });
  });

  it("PUB-17: of nothing are nothing", () => {
    expect(layOutBars([0, 0])).toMatchObject({ zero: 1, max: 0, min: 0 });
    expect(layOutBars([]).bars).toEqual([]);
  });
});
