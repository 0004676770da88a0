import { COVER } from "#contract/assets/cover.ts";
import { type Crop, coverSize, cropArea } from "./crop.ts";

/** Draws the part of the picture over the whole canvas. */
export function drawCrop(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser draws no pictures");
  const { left, top, width, height } = cropArea(picture, crop);
  context.imageSmoothingQuality = "high";
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
}

/** Each is smaller than the one before; browsers that cannot write WebP write PNG instead. */
const WRITERS = [
  { type: "image/webp", quality: 0.92 },
  { type: "image/jpeg", quality: 0.9 },
  { type: "image/jpeg", quality: 0.7 },
] as const;

/** The cover as it is sent; undefined where no way of writing it stays within the limit. */
export async function writeCover(picture: ImageBitmap, crop: Crop): Promise<Blob | undefined> {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, coverSize(picture, crop));
  drawCrop(canvas, picture, crop);
  for (const { type, quality } of WRITERS) {
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, type, quality);
    });
    if (blob !== null && blob.size <= COVER.maxBytes) return blob;
  }
  return undefined;
}
