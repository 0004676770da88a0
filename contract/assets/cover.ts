/**
 * PUB-9: what a cover is, in pixels; finer ones for dense screens have the same shape and up to
 * three times as many in each direction. Plain data, for pages too.
 */
export const COVER = {
  width: 360,
  height: 200,
  maxScale: 3,
  maxBytes: 1_000_000,
  mediaTypes: ["image/png", "image/jpeg", "image/webp"],
} as const;
