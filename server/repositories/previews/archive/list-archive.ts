import { z } from "zod";
import type { Output } from "#contract/endpoint.ts";
import type * as endpoints from "#contract/repositories/archive-endpoints.ts";
import type { ArchiveRow } from "#contract/repositories/archive-listing.ts";
import type { Context } from "../../../context.ts";
import { decodeCursor, encodeCursor } from "../../../platform/paging.ts";
import { openFile } from "../../reading/open-file.ts";
import { resolveRevision } from "../../reading/resolve-revision.ts";
import type { Repository } from "../../repository.ts";
import { type Branch, levelBelow } from "../name-tree.ts";
import type { ArchiveFile } from "./archive.ts";
import { readArchive } from "./read-archive.ts";

type Query = {
  revision: string;
  path: string;
  folder: string;
  q: string;
  cursor?: string | undefined;
  limit: number;
};

/** How many rows were shown: the archive of a commit never changes. */
const Cursor = z.number().int().min(0);
const SLASH = /\/./u;

/**
 * One page of a folder of an archive, folders first, or of what is found below it.
 * @throws {Problem} `revision-not-found`, `entry-not-found`, `preview-unreadable`.
 */
export async function listArchive(
  ctx: Pick<Context, "db" | "store">,
  repository: Pick<Repository, "id" | "defaultBranch">,
  { revision, path, folder, q, cursor, limit }: Query,
): Promise<Output<typeof endpoints.listArchive>> {
  const start = decodeCursor(cursor, Cursor) ?? 0;
  const commit = await resolveRevision(ctx, repository, revision);
  const file = await openFile(ctx, repository, { commit, path });
  const { format, files, packedBytes, findings } = await readArchive(ctx.store, file);
  const wanted = q.toLowerCase();
  const found = files.filter(
    ({ name }) => name.startsWith(folder) && name.toLowerCase().includes(wanted),
  );
  const rows = q === "" ? foldersFirst(folder, found) : found;
  const next = start + limit;
  return {
    items: rows.slice(start, next).map(toRow),
    nextCursor: next < rows.length ? encodeCursor(next) : null,
    commit,
    format,
    total: rows.length,
    totals: {
      files: files.length,
      sizeBytes: unpackedBytesOf(files),
      compressedBytes: packedBytes,
    },
    findings,
  };
}

function foldersFirst(
  folder: string,
  files: readonly ArchiveFile[],
): (Branch<ArchiveFile> | ArchiveFile)[] {
  const level = levelBelow(files, { beginning: folder, separator: SLASH });
  return level.toSorted((one, other) => Number("prefix" in other) - Number("prefix" in one));
}

function toRow(row: Branch<ArchiveFile> | ArchiveFile): ArchiveRow {
  if (!("prefix" in row)) return { type: "file", ...row };
  const { prefix, items } = row;
  return {
    type: "folder",
    prefix,
    files: items.length,
    sizeBytes: unpackedBytesOf(items),
    compressedBytes: packedBytesOf(items),
  };
}

function unpackedBytesOf(files: readonly ArchiveFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** null where they are packed together. */
function packedBytesOf(files: readonly ArchiveFile[]): number | null {
  return files.reduce<number | null>(
    (sum, { compressedBytes }) =>
      sum === null || compressedBytes === null ? null : sum + compressedBytes,
    0,
  );
}
