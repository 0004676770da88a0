import { PATH_LIMITS } from "#contract/repositories/path-rules.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { FolderMove } from "../events.ts";
import type { ObjectReader } from "../objects/object-reader.ts";
import { checkPath, foldersAbove } from "../rules/paths.ts";
import { findLongBelow, getSize, moveEntries } from "../store/path-entries.ts";
import { regrowFolders } from "./update-index.ts";

/**
 * Brings the path index of the default branch along with a folder that was renamed, in the database
 * alone: the files in it are not read.
 * @throws {Problem} `path-invalid` when a path in it would be too long or too deep.
 */
export async function moveIndexed(
  trx: DatabaseTransaction,
  reader: ObjectReader,
  {
    repositoryId,
    commit,
    move,
  }: { repositoryId: number; commit: { oid: string; treeOid: string }; move: FolderMove },
): Promise<void> {
  const { from, to } = move;
  await checkLengths(trx, repositoryId, move);
  const sizeBytes = await getSize(trx, repositoryId, from);
  await moveEntries(trx, { repositoryId, commit: commit.oid, move });
  const growth = new Map<string, number>();
  for (const folder of foldersAbove(from)) growth.set(folder, -sizeBytes);
  for (const folder of foldersAbove(to)) growth.set(folder, (growth.get(folder) ?? 0) + sizeBytes);
  await regrowFolders(trx, reader, { repositoryId, commit, growth });
}

/** The names stay; only how much lies before them grows. */
async function checkLengths(
  trx: DatabaseTransaction,
  repositoryId: number,
  { from, to }: FolderMove,
): Promise<void> {
  const moreBytes = Buffer.byteLength(to) - Buffer.byteLength(from);
  const moreLevels = foldersAbove(to).length - foldersAbove(from).length;
  if (moreBytes <= 0 && moreLevels <= 0) return;
  const path = await findLongBelow(trx, repositoryId, {
    folder: from,
    bytes: PATH_LIMITS.pathBytes - Math.max(0, moreBytes),
    levels: PATH_LIMITS.levels - Math.max(0, moreLevels),
  });
  if (path !== undefined) checkPath(to + path.slice(from.length));
}
