import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { type ChangedPath, findPaths, FOLDER_MODE, isFolder } from "../../platform/git/index.ts";
import type { FileChange, FileState } from "../events.ts";
import type { BlobState, ObjectReader } from "../objects/object-reader.ts";
import { foldersAbove } from "../rules/paths.ts";
import { type IndexedEntry, removeEntries, upsertEntries } from "../store/path-entries.ts";

/** The differences of files, with the sizes and hashes that people see. */
export async function changesOf(
  reader: ObjectReader,
  differences: readonly ChangedPath[],
): Promise<FileChange[]> {
  const oids = differences.flatMap(({ before, after }) =>
    [before, after].flatMap((entry) => (entry === undefined ? [] : [entry.oid])),
  );
  const blobs = await reader.describeBlobs(oids);
  return differences.map(({ path, before, after }) => {
    const change: FileChange = { path };
    if (before !== undefined) change.before = stateOf(before, blobs.get(before.oid));
    if (after !== undefined) change.after = stateOf(after, blobs.get(after.oid));
    return change;
  });
}

type EntryState = NonNullable<ChangedPath["after"]>;

/** A submodule is a commit elsewhere: it has no blob and no size here. */
function stateOf({ oid, mode }: EntryState, blob: BlobState | undefined): FileState {
  const sizeBytes = blob?.pointer?.sizeBytes ?? blob?.sizeBytes ?? 0;
  return { oid, mode, sizeBytes, sha256: blob?.pointer?.sha256 ?? null };
}

/**
 * Brings the path index of the default branch to a new commit. Exactly the folders above a changed
 * file have changed, for git has no empty ones.
 */
export async function updateIndex(
  trx: DatabaseTransaction,
  reader: ObjectReader,
  move: {
    repositoryId: number;
    commit: { oid: string; treeOid: string };
    changes: readonly FileChange[];
  },
): Promise<void> {
  const { repositoryId, commit, changes } = move;
  const files: IndexedEntry[] = [];
  const gone = new Set<string>();
  for (const { path, after } of changes) {
    if (after === undefined) gone.add(path);
    else files.push({ path, isFolder: false, ...after });
  }
  const growth = folderGrowth(changes);
  await writeEntries(trx, reader, { repositoryId, commit, growth, files, gone });
}

/** Brings folders to a new commit, each with what it has grown by; those that are empty go. */
export async function regrowFolders(
  trx: DatabaseTransaction,
  reader: ObjectReader,
  growth: Pick<IndexChange, "repositoryId" | "commit" | "growth">,
): Promise<void> {
  await writeEntries(trx, reader, { ...growth, files: [], gone: new Set() });
}

type IndexChange = {
  repositoryId: number;
  commit: { oid: string; treeOid: string };
  /** Bytes by folder. */
  growth: ReadonlyMap<string, number>;
  files: readonly IndexedEntry[];
  gone: Set<string>;
};

async function writeEntries(
  trx: DatabaseTransaction,
  reader: ObjectReader,
  { repositoryId, commit, growth, files, gone }: IndexChange,
): Promise<void> {
  const found = await findPaths(reader, commit.treeOid, [...growth.keys()]);
  const folders: IndexedEntry[] = [];
  for (const [path, sizeBytes] of growth) {
    const folder = found.get(path);
    if (folder === undefined || !isFolder(folder)) gone.add(path);
    else folders.push({ ...folder, isFolder: true, mode: FOLDER_MODE, sizeBytes, sha256: null });
  }
  const entries = [...folders, ...files];
  for (const { path } of entries) gone.delete(path);
  await removeEntries(trx, repositoryId, [...gone]);
  await upsertEntries(trx, { repositoryId, commit: commit.oid }, entries);
}

function folderGrowth(changes: readonly FileChange[]): Map<string, number> {
  const growth = new Map<string, number>();
  for (const { path, before, after } of changes) {
    const bytes = (after?.sizeBytes ?? 0) - (before?.sizeBytes ?? 0);
    for (const folder of foldersAbove(path)) {
      growth.set(folder, (growth.get(folder) ?? 0) + bytes);
    }
  }
  return growth;
}
