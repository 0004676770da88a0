import type { MediaItem, PictureSize } from "#contract/repositories/media.ts";
import { MAX_PICTURE_PIXELS } from "#contract/repositories/preview-limits.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import type { SendableFile } from "../../reading/entry.ts";
import { pixelsOf, readPictureSize } from "./picture-size.ts";

type Shown = Pick<FileDetail, "picture" | "preview" | "previewRefusal">;

/** A picture is shown once its size is known and bounded: a file of 1 KB can be 50,000 × 50,000. */
export async function checkPicture(
  file: Pick<SendableFile, "read" | "sizeBytes">,
  shown: Omit<Shown, "picture">,
): Promise<Shown> {
  if (shown.preview !== "image") return { ...shown, picture: null };
  const picture = (await readPictureSize(file)) ?? null;
  const refusal = refusalOf(picture);
  if (refusal === null) return { ...shown, picture };
  return { preview: "none", previewRefusal: refusal, picture };
}

export function refusalOf(picture: PictureSize | null): Exclude<MediaItem["refusal"], "too-large"> {
  if (picture === null) return "unreadable";
  return pixelsOf(picture) > MAX_PICTURE_PIXELS ? "too-many-pixels" : null;
}
