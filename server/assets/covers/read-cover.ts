import { COVER } from "#contract/assets/cover.ts";
import { problem } from "#contract/problems.ts";
import { type Picture, PictureError } from "./picture.ts";
import { readJpeg } from "./read-jpeg.ts";
import { readPng } from "./read-png.ts";
import { readWebp } from "./read-webp.ts";

/**
 * A picture as a cover is kept: of a type that its own bytes have, in the shape of a cover, and
 * without what cameras and programs write beside the pixels.
 * @throws {Problem} `unsupported-media-type`; `cover-invalid` when it is broken or of another size
 */
export function readCover(bytes: Buffer): Picture {
  const picture = readPicture(bytes);
  const { width, height } = picture;
  const isOfShape = width * COVER.height === height * COVER.width;
  if (!isOfShape || width < COVER.width || width > COVER.width * COVER.maxScale) {
    const { maxScale } = COVER;
    throw problem("cover-invalid", {
      detail:
        `body: the picture has ${width} × ${height} pixels; a cover has ` +
        `${COVER.width} × ${COVER.height}, or the same shape up to ` +
        `${COVER.width * maxScale} × ${COVER.height * maxScale}`,
      extra: { width, height },
    });
  }
  return picture;
}

function readPicture(bytes: Buffer): Picture {
  const read = readerOf(bytes);
  if (read === undefined) {
    throw problem("unsupported-media-type", { detail: "body: is no PNG, JPEG or WebP image" });
  }
  try {
    return read(bytes);
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    throw problem("cover-invalid", { detail: `body: ${error.message}`, cause: error });
  }
}

/** By the first bytes; whatever its sender calls it does not count. */
function readerOf(bytes: Buffer): ((bytes: Buffer) => Picture) | undefined {
  const head = bytes.toString("latin1", 0, 12);
  if (head.startsWith("\x89PNG\r\n\x1A\n")) return readPng;
  if (head.startsWith("\xFF\xD8\xFF")) return readJpeg;
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return readWebp;
  return undefined;
}
