import type { MediaItem, PictureSize } from "#contract/repositories/media.ts";
import type { Context } from "../../../../context.ts";
import { inParallel } from "../../../contents/in-parallel.ts";
import type { Entry, OpenFile } from "../../../reading/entry.ts";
import { openEntries } from "../../../reading/open-file.ts";
import type { Repository } from "../../../repository.ts";
import { isPictureName } from "../media-names.ts";
import { readPictureSize } from "../picture-size.ts";
import { refusalOf } from "../refuse-picture.ts";

type Picture = Pick<MediaItem, "picture" | "refusal">;

/** Files whose beginnings are read at once. */
const WIDTH = 8;
/** Sizes kept in memory: the same bytes have the same size, and a gallery is asked for often. */
const KEPT = 50_000;
const keptSizes = new Map<string, PictureSize | null>();

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
    const picture = await sizeOf(file);
    described.set(file.entry.path, { picture, refusal: refusalOf(picture) });
  });
  return described;
}

/** @param file known by its etag: the hash of its bytes. */
async function sizeOf(file: OpenFile): Promise<PictureSize | null> {
  const known = keptSizes.get(file.etag);
  if (known !== undefined) return known;
  const size = (await readPictureSize(file)) ?? null;
  const [oldest] = keptSizes.keys();
  if (keptSizes.size >= KEPT && oldest !== undefined) keptSizes.delete(oldest);
  keptSizes.set(file.etag, size);
  return size;
}
