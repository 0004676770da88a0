import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import { readContent } from "../contents/read-content.ts";
import { readBlob } from "../objects/read-file-at.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { findHeld } from "../store/contents.ts";
import { findPurgedBlobs, isContentPurged } from "../store/purges.ts";
import { isClosed, requireOpen, type Viewed } from "../withholding/withheld.ts";
import type { Entry, OpenFile } from "./entry.ts";
import { findEntry, getEntry, throwMissing } from "./find-entries.ts";
import { mediaTypeOf } from "./media-type.ts";

type ReadContext = Pick<Context, "db" | "store">;

/**
 * Opens a file at a commit, wherever its bytes lie: in the database, in a pack, or as a content
 * that this repository references. A pointer alone opens nothing.
 * @throws {Problem} `entry-not-found`, also for a folder; `content-purged`; `file-closed`.
 */
export async function openFile(
  ctx: ReadContext,
  repository: Viewed,
  at: { commit: string; path: string },
): Promise<OpenFile> {
  return openEntry(ctx, repository, {
    commit: at.commit,
    entry: await getEntry(ctx, repository, at),
  });
}

/** As `openFile`, for an entry that was found already. */
export async function openEntry(
  ctx: ReadContext,
  repository: Viewed,
  { commit, entry }: { commit: string; entry: Entry },
): Promise<OpenFile> {
  requireOpen(repository, entry);
  const [file] = await openEntries(ctx, repository, [entry]);
  if (file !== undefined) return file;
  if (await isPurged(ctx, repository, entry)) throw purged(entry.path);
  return throwMissing({ commit, path: entry.path });
}

/** As `openEntry`, for many at once: folders, and files whose bytes are not here or closed, are left out. */
export async function openEntries(
  ctx: ReadContext,
  repository: Viewed,
  entries: readonly Entry[],
): Promise<OpenFile[]> {
  const files = entries.filter((entry) => entry.type === "file" && !isClosed(repository, entry));
  const large = files.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256]));
  const small = files.flatMap(({ sha256, oid }) => (sha256 === null ? [oid] : []));
  const contents = new Map(
    (await findHeld(ctx.db, repository.id, large)).map((content) => [content.sha256, content]),
  );
  const blobs = await readObjectsOf(ctx, repository.id).findBlobs(small);
  return files.flatMap((entry): OpenFile[] => {
    const { path, name, oid, sha256, sizeBytes } = entry;
    const known = { entry, name, sizeBytes, mediaType: mediaTypeOf(path), etag: sha256 ?? oid };
    const content = contents.get(sha256 ?? "");
    // A submodule's commit lies in another repository: it has no blob here.
    const blob = blobs.get(oid);
    if (sha256 !== null && content !== undefined) {
      const read: OpenFile["read"] = (range, options) =>
        readContent(ctx, content, { range, ...options });
      const { objectKey, xetHash } = content;
      return [
        {
          ...known,
          ...(objectKey === null ? {} : { objectKey }),
          ...(xetHash === null ? {} : { xetHash, chunkedContentId: content.id }),
          read,
        },
      ];
    }
    if (sha256 !== null || blob === undefined || blob.isPurged) return [];
    return [{ ...known, read: (range, options) => readBlob(ctx, blob, { range, ...options }) }];
  });
}

async function isPurged(
  { db }: ReadContext,
  { id }: Viewed,
  { sha256, oid }: Entry,
): Promise<boolean> {
  if (sha256 !== null) return isContentPurged(db, id, sha256);
  return (await findPurgedBlobs(db, id, [oid])).length > 0;
}

function purged(path: string) {
  return problem("content-purged", {
    detail: `${path}: an owner has purged this content for good; its name and size remain`,
    extra: { path },
  });
}

/** The bytes of a file up to a limit, for cards and settings; undefined when there is none. */
export async function readSmallFile(
  ctx: ReadContext,
  repository: Viewed,
  { limitBytes = 10_000_000, ...at }: { commit: string; path: string; limitBytes?: number },
): Promise<Buffer | undefined> {
  const entry = await findEntry(ctx, repository, at);
  if (entry?.type !== "file" || entry.sizeBytes > limitBytes) return undefined;
  const file = await openEntry(ctx, repository, { commit: at.commit, entry });
  return Buffer.concat(await Array.fromAsync(file.read()));
}
