import type { MediaItem, MediaPage } from "#contract/repositories/media.ts";
import type { Context } from "../../../../context.ts";
import type { Entry } from "../../../reading/entry.ts";
import { listEntries } from "../../../reading/list-entries.ts";
import { resolveRevision } from "../../../reading/resolve-revision.ts";
import type { Repository } from "../../../repository.ts";
import { nameOf } from "../../../rules/paths.ts";
import { isAudioName, isPictureName } from "../media-names.ts";
import { describePictures } from "./describe-pictures.ts";
import { isMetadataName } from "./metadata-files.ts";
import { findMetadata } from "./find-metadata.ts";
import { labelOf } from "./label-of.ts";

type ReadContext = Pick<Context, "config" | "db" | "store">;

/** Entries looked at in one step, and how many steps one page takes at most. */
const STEP = 100;
const MAX_STEPS = 10;
/** A page is full with so many; it may hold up to `STEP` more. */
const FULL_PAGE = 50;
/** Files that every dataset has beside its content. */
const SIDE_FILES = /^(?:\..*|readme(?:\..*)?|licen[cs]e(?:\..*)?)$/i;

/**
 * Pictures and recordings below a folder. A page may be empty and not the last one: where there
 * are few media among many other files, each page looks at a bounded number of them.
 * @throws {Problem} `revision-not-found`, `entry-not-found`.
 */
export async function listMedia(
  ctx: ReadContext,
  repository: Repository,
  { revision, path, cursor }: { revision: string; path: string; cursor?: string | undefined },
): Promise<MediaPage> {
  const commit = await resolveRevision(ctx, repository, revision);
  const found: Entry[] = [];
  let fileCount = 0;
  let next = cursor;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const query = { commit, path, recursive: true, cursor: next, limit: STEP };
    const page = await listEntries(ctx, repository, query);
    const files = page.items.filter((entry) => entry.type === "file" && isContent(entry));
    fileCount += files.length;
    found.push(...files.filter(isMedia));
    next = page.nextCursor ?? undefined;
    if (next === undefined || found.length >= FULL_PAGE) break;
  }
  const [pictures, metadata] = await Promise.all([
    describePictures(ctx, repository, found),
    findMetadata(ctx, repository, { commit, entries: found }),
  ]);
  const items = found.map((entry): MediaItem => {
    const { path: itemPath, name, sizeBytes } = entry;
    return {
      type: isAudioName(itemPath) ? "audio" : "image",
      path: itemPath,
      name,
      sizeBytes,
      ...(pictures.get(itemPath) ?? { picture: null, refusal: null }),
      ...labelOf(itemPath, { root: path, row: metadata.get(itemPath) }),
    };
  });
  return { items, nextCursor: next ?? null, commit, mediaCount: found.length, fileCount };
}

function isMedia({ path }: Entry): boolean {
  return isPictureName(path) || isAudioName(path);
}

function isContent({ path }: Entry): boolean {
  const name = nameOf(path);
  return !SIDE_FILES.test(name) && !isMetadataName(name);
}
