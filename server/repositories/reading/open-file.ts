import type { Context } from "../../context.ts";
import { readContent } from "../contents/read-content.ts";
import { readBlob } from "../objects/read-file-at.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import type { Repository } from "../repository.ts";
import { findHeld } from "../store/contents.ts";
import type { Entry, OpenFile } from "./entry.ts";
import { findEntry, getEntry, throwMissing } from "./find-entries.ts";
import { mediaTypeOf } from "./media-type.ts";

type ReadContext = Pick<Context, "db" | "store">;

/**
 * Opens a file at a commit, wherever its bytes lie: in the database, in a pack, or as a content
 * that this repository references. A pointer alone opens nothing.
 * @throws {Problem} `entry-not-found`, also for a folder.
 */
export async function openFile(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
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
  repository: Pick<Repository, "id">,
  { commit, entry }: { commit: string; entry: Entry },
): Promise<OpenFile> {
  const { path, name, oid, sha256, sizeBytes } = entry;
  const known = { entry, name, sizeBytes, mediaType: mediaTypeOf(path) };
  if (entry.type === "folder") throwMissing({ commit, path });
  if (sha256 === null) {
    const blob = await readObjectsOf(ctx, repository.id).findBlob(oid);
    // A submodule's commit lies in another repository.
    if (blob === undefined) throwMissing({ commit, path });
    const read: OpenFile["read"] = (range, options) => readBlob(ctx, blob, { range, ...options });
    return { ...known, etag: oid, read };
  }
  const [content] = await findHeld(ctx.db, repository.id, [sha256]);
  if (content === undefined) throwMissing({ commit, path });
  const read: OpenFile["read"] = (range, options) =>
    readContent(ctx, content, { range, ...options });
  return { ...known, etag: sha256, read };
}

/** The bytes of a file up to a limit, for cards and settings; undefined when there is none. */
export async function readSmallFile(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  { limitBytes = 10_000_000, ...at }: { commit: string; path: string; limitBytes?: number },
): Promise<Buffer | undefined> {
  const entry = await findEntry(ctx, repository, at);
  if (entry?.type !== "file" || entry.sizeBytes > limitBytes) return undefined;
  const file = await openEntry(ctx, repository, { commit: at.commit, entry });
  return Buffer.concat(await Array.fromAsync(file.read()));
}
