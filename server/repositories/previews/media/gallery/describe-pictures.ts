import type { MediaItem } from "#contract/repositories/media.ts";
import type { Context } from "../../../../context.ts";
import { inParallel } from "../../../contents/in-parallel.ts";
import type { Entry } from "../../../reading/entry.ts";
import { openEntries } from "../../../reading/open-file.ts";
import type { Repository } from "../../../repository.ts";
import { isPictureName } from "../media-names.ts";
import { readPictureSize } from "../picture-size.ts";
import { refusalOf } from "../refuse-picture.ts";

type Picture = Pick<MediaItem, "picture" | "refusal">;

/** Files whose beginnings are read at once. */
const WIDTH = 8;

/** The sizes of those entries that are pictures, by path, and which of them are not shown. */
export async function describePictures(
  ctx: Pick<Context, "config" | "db" | "store">,
  repository: Repository,
  entries: readonly Entry[],
): Promise<Map<string, Picture>> {
  const limitBytes = ctx.config.limits.previewBytes;
  const pictures = entries.filter(({ path }) => isPictureName(path));
  const isLarge = ({ sizeBytes }: Entry) => sizeBytes > limitBytes;
  const described = new Map<string, Picture>(
    pictures.map((entry) => [
      entry.path,
      { picture: null, refusal: isLarge(entry) ? "too-large" : "unreadable" },
    ]),
  );
  const small = pictures.filter((entry) => !isLarge(entry));
  const files = await openEntries(ctx, repository, small);
  await inParallel(files, WIDTH, async (file) => {
    const picture = (await readPictureSize(file)) ?? null;
    described.set(file.entry.path, { picture, refusal: refusalOf(picture) });
  });
  return described;
}
