import { Readable } from "node:stream";
import type { RequestContext } from "../../context.ts";
import type { ArchiveFile } from "../../platform/archives/index.ts";
import { checkPath } from "../../platform/git/index.ts";
import { isClosed, type Viewed } from "../withholding/withheld.ts";
import type { Entry, OpenFile } from "./entry.ts";
import { findEntries, throwMissing } from "./find-entries.ts";
import { listEntriesRecursive } from "./list-entries.ts";
import { openEntries } from "./open-file.ts";

/** Opened together; those of them that are small are in memory then. */
const OPEN_AT_ONCE = 64;
const NAMED_LIMIT = 10_000;

export type ArchiveSelection = {
  commit: string;
  /** The folder whose path the files are without. */
  path: string;
  /** Entries of the folder; null: all. */
  names: readonly string[] | null;
  createdAt: Date;
};

/**
 * The files of an archive, opened as it comes to them. Names that could leave the folder they are
 * unpacked in are left out, as submodules are, which have no bytes here. Files whose content was
 * purged are named in a file of their own at the end, and so are those that are closed.
 * @throws {Problem} `entry-not-found` for a name that is not in the folder.
 */
export async function* archiveFiles(
  ctx: Pick<RequestContext, "db" | "store" | "signal">,
  repository: Viewed,
  selection: ArchiveSelection,
): AsyncGenerator<ArchiveFile, void, undefined> {
  const purged: string[] = [];
  const closed: string[] = [];
  for await (const batch of batchesOf(chosenEntries(ctx, repository, selection))) {
    const files = await openEntries(ctx, repository, batch);
    const opened = new Map(files.map((file) => [file.entry.path, file]));
    for (const entry of batch) {
      const file = opened.get(entry.path);
      const name = nameIn(selection, entry);
      if (file !== undefined) yield archiveFile(ctx, file, { ...selection, name });
      else {
        const left = isClosed(repository, entry) ? closed : purged;
        if (left.length < NAMED_LIMIT) left.push(name);
      }
    }
  }
  if (purged.length > 0) yield nameList("PURGED-FILES.txt", purged, selection);
  if (closed.length > 0) yield nameList("CLOSED-FILES.txt", closed, selection);
}

async function* chosenEntries(
  ctx: Pick<RequestContext, "db" | "store">,
  repository: Viewed,
  selection: ArchiveSelection,
): AsyncGenerator<Entry, void, undefined> {
  const { commit, path, names } = selection;
  if (names === null) {
    yield* sendable(listEntriesRecursive(ctx, repository, { commit, path }), selection);
    return;
  }
  const paths = [...new Set(names)].map((name) => (path === "" ? name : `${path}/${name}`));
  const found = await findEntries(ctx, repository, { commit, paths });
  const entries = new Map(found.map((entry) => [entry.path, entry]));
  for (const wanted of paths) {
    const entry = entries.get(wanted) ?? throwMissing({ commit, path: wanted });
    const below =
      entry.type === "folder"
        ? listEntriesRecursive(ctx, repository, { commit, path: wanted })
        : [entry];
    yield* sendable(below, selection);
  }
}

async function* sendable(
  entries: AsyncIterable<Entry> | Iterable<Entry>,
  selection: ArchiveSelection,
): AsyncGenerator<Entry, void, undefined> {
  for await (const entry of entries) {
    if (entry.mode === "160000" || checkPath(nameIn(selection, entry)) !== undefined) continue;
    yield entry;
  }
}

async function* batchesOf(entries: AsyncIterable<Entry>): AsyncGenerator<Entry[]> {
  let batch: Entry[] = [];
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length < OPEN_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function archiveFile(
  { signal }: Pick<RequestContext, "signal">,
  { entry, sizeBytes, read }: OpenFile,
  { name, createdAt }: { name: string; createdAt: Date },
): ArchiveFile {
  return {
    name: withoutDrive(name),
    sizeBytes,
    modifiedAt: createdAt,
    isExecutable: entry.mode === "100755",
    // Large files are compressed already, or not worth the time.
    compresses: entry.sha256 === null,
    read: () => read(undefined, { signal }),
  };
}

function nameIn({ path }: ArchiveSelection, entry: Entry): string {
  return path === "" ? entry.path : entry.path.slice(path.length + 1);
}

/** A name like a drive's is no longer one behind `./`, and the same name everywhere else. */
function withoutDrive(name: string): string {
  return /^[a-z]:/i.test(name) ? `./${name}` : name;
}

function nameList(
  name: string,
  names: readonly string[],
  { createdAt }: ArchiveSelection,
): ArchiveFile {
  const bytes = Buffer.from(`${names.join("\n")}\n`);
  return {
    name,
    sizeBytes: bytes.length,
    modifiedAt: createdAt,
    isExecutable: false,
    compresses: true,
    read: () => Readable.from([bytes]),
  };
}
