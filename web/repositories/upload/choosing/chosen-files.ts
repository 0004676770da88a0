/** A file of this device and its path below the folder that was dropped or chosen. */
export type ChosenFile = {
  path: string;
  file: File;
  /** As they were when it was chosen: browsers look at the disk each time that a File is asked. */
  sizeBytes: number;
  modifiedAt: number;
  /** The file as it is when this is called; absent where the browser gave it only once. */
  reread?: () => Promise<File>;
};

/** What was dropped or chosen as one: with its handle it can be opened again after a reload. */
export type Root = FileSystemHandle;

export type Choice = { files: ChosenFile[]; roots: Root[] };

type Reading = { signal: AbortSignal; onCount: (files: number) => void };

/** What systems leave in folders, and git's own folder, which a repository cannot hold. */
const UNWANTED = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$|(?:^|\/)\.git(?:\/|$)/u;
/** Entries are opened so many at a time: each asks another process of the browser. */
const OPEN_AT_A_TIME = 32;
const BUSY_MS = 12;

export function isWanted(path: string): boolean {
  return !UNWANTED.test(path);
}

/** What a file input holds; with `webkitdirectory` the paths begin with the folder's name. */
export async function filesOfInput(input: Iterable<File>, reading: Reading): Promise<Choice> {
  const files: ChosenFile[] = [];
  const breathe = createBreather();
  for (const file of input) {
    const path = file.webkitRelativePath || file.name;
    if (!isWanted(path)) continue;
    files.push(chosenFile(path, file));
    reading.onCount(files.length);
    await breathe();
    reading.signal.throwIfAborted();
  }
  return { files, roots: [] };
}

/** Notes what is asked of a file more than once. */
function chosenFile(path: string, file: File, reread?: () => Promise<File>): ChosenFile {
  const { size: sizeBytes, lastModified: modifiedAt } = file;
  return { path, file, sizeBytes, modifiedAt, ...(reread && { reread }) };
}

/** Lets the page draw and answer between thousands of small steps. */
function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < BUSY_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  };
}

/** Everything that was dropped, folders with all that lies below them. */
export async function filesOfDrop(transfer: DataTransfer, reading: Reading): Promise<Choice> {
  // The list is emptied when the event is over: everything is taken before the first wait.
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const handles = items.map((item) => handleOf(item));
  const entries = items.flatMap((item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? []);
  const files: ChosenFile[] = [];
  for (const entry of entries) {
    if (!(entry instanceof File)) await walkEntry(entry, files, reading);
    else if (isWanted(entry.name)) files.push(chosenFile(entry.name, entry));
  }
  const roots = (await Promise.all(handles)).filter((handle) => handle !== null);
  return { files, roots: roots.length === entries.length ? roots : [] };
}

/** Everything below handles that were picked, or remembered from an earlier visit. */
export async function filesOfHandles(roots: readonly Root[], reading: Reading): Promise<Choice> {
  const files: ChosenFile[] = [];
  for (const root of roots) await walkHandle(root, { path: root.name, files, reading });
  return { files, roots: [...roots] };
}

type WithHandle = DataTransferItem & {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
};

function handleOf(item: WithHandle): Promise<FileSystemHandle | null> {
  return item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null);
}

async function walkEntry(
  entry: FileSystemEntry,
  files: ChosenFile[],
  reading: Reading,
): Promise<void> {
  reading.signal.throwIfAborted();
  const path = entry.fullPath.replace(/^\//u, "");
  if (!isWanted(path)) return;
  if (isFile(entry)) {
    const reread = () => new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    files.push(chosenFile(path, await reread(), reread));
    reading.onCount(files.length);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader gives a folder piece by piece, and an empty piece at its end.
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (piece.length === 0) return;
    await eachOf(piece, (below) => walkEntry(below, files, reading));
  }
}

type Walk = { path: string; files: ChosenFile[]; reading: Reading };

async function walkHandle(handle: FileSystemHandle, walk: Walk): Promise<void> {
  const { path, files, reading } = walk;
  reading.signal.throwIfAborted();
  if (!isWanted(path)) return;
  if (handle.kind === "file") {
    const reread = () => (handle as FileSystemFileHandle).getFile();
    files.push(chosenFile(path, await reread(), reread));
    reading.onCount(files.length);
    return;
  }
  const below = await Array.fromAsync((handle as FileSystemDirectoryHandle).values());
  await eachOf(below, (each) => walkHandle(each, { ...walk, path: `${path}/${each.name}` }));
}

async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  for (let from = 0; from < items.length; from += OPEN_AT_A_TIME) {
    await Promise.all(items.slice(from, from + OPEN_AT_A_TIME).map(work));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
