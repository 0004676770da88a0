import { describe, expect, it } from "vitest";
import { coverSize, cropArea, dragCrop, MAX_ZOOM, WHOLE } from "./crop.ts";

const WIDE = { width: 4000, height: 1000 };
const TALL = { width: 900, height: 3000 };

describe("the part of a picture that becomes the cover", () => {
  it("PUB-9: is as large as its shape allows, in the middle", () => {
    expect(cropArea(WIDE, WHOLE)).toEqual({ width: 1800, height: 1000, left: 1100, top: 0 });
    expect(cropArea(TALL, WHOLE)).toEqual({ width: 900, height: 500, left: 0, top: 1250 });
    expect(cropArea({ width: 360, height: 200 }, WHOLE)).toMatchObject({ left: 0, top: 0 });
  });

  it("PUB-9: never leaves the picture, however it is zoomed and dragged", () => {
    for (const picture of [WIDE, TALL, { width: 7, height: 3 }]) {
      let crop = WHOLE;
      for (const zoom of [1, 2.5, MAX_ZOOM]) {
        for (const by of [-9, -0.3, 0.2, 9]) {
          crop = dragCrop(picture, { ...crop, zoom }, { x: by, y: -by });
          const { left, top, width, height } = cropArea(picture, crop);
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(picture.width + 1e-6);
          expect(top + height).toBeLessThanOrEqual(picture.height + 1e-6);
          expect(width / height).toBeCloseTo(1.8);
        }
      }
    }
  });

  it("PUB-9: follows the pointer: dragged by its own width it shows what lay beside it", () => {
    const before = cropArea(WIDE, { zoom: 4, x: 0.5, y: 0.5 });
    const after = cropArea(WIDE, dragCrop(WIDE, { zoom: 4, x: 0.5, y: 0.5 }, { x: 1, y: 0 }));
    expect(after.left).toBeCloseTo(before.left - before.width);
  });

  it("PUB-9: is sent twice as fine where the picture is", () => {
    expect(coverSize(WIDE, WHOLE)).toEqual({ width: 720, height: 400 });
    expect(coverSize(WIDE, { ...WHOLE, zoom: MAX_ZOOM })).toEqual({ width: 360, height: 200 });
    expect(coverSize({ width: 40, height: 30 }, WHOLE)).toEqual({ width: 360, height: 200 });
  });
});
