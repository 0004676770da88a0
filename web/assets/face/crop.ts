import { COVER } from "#contract/assets/cover.ts";

type Size = { width: number; height: number };

/** Which part of a picture becomes the cover. */
export type Crop = {
  /** 1: as much of the picture as has the shape; larger is nearer. */
  zoom: number;
  /** Where the part lies between the picture's edges, from 0 to 1. */
  x: number;
  y: number;
};

export const MAX_ZOOM = 8;
export const WHOLE: Crop = { zoom: 1, x: 0.5, y: 0.5 };

/** The part in pixels of the picture; it has the shape of a cover and lies inside. */
export function cropArea(
  picture: Size,
  { zoom, x, y }: Crop,
): Size & { left: number; top: number } {
  const scale = Math.min(picture.width / COVER.width, picture.height / COVER.height) / zoom;
  const width = COVER.width * scale;
  const height = COVER.height * scale;
  return { width, height, left: (picture.width - width) * x, top: (picture.height - height) * y };
}

/**
 * The crop after the picture was dragged.
 * @param by how far, in widths and heights of the cover.
 */
export function dragCrop(picture: Size, crop: Crop, by: { x: number; y: number }): Crop {
  const area = cropArea(picture, crop);
  return {
    ...crop,
    x: shifted(crop.x, by.x * area.width, picture.width - area.width),
    y: shifted(crop.y, by.y * area.height, picture.height - area.height),
  };
}

/** Dragging to the right shows what lies left. */
function shifted(at: number, pixels: number, room: number): number {
  return room <= 0 ? at : Math.min(1, Math.max(0, at - pixels / room));
}

/** Twice as fine where the picture has the pixels for it: dense screens show them. */
export function coverSize(picture: Size, crop: Crop): Size {
  const scale = cropArea(picture, crop).width >= COVER.width * 1.5 ? 2 : 1;
  return { width: COVER.width * scale, height: COVER.height * scale };
}
