/** A file of this device and its path below the folder that was dropped or chosen. */
export type ChosenFile = { path: string; file: File };

/** What systems leave in folders, and git's own folder, which a repository cannot hold. */
const UNWANTED = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$|(?:^|\/)\.git(?:\/|$)/u;

export function isWanted(path: string): boolean {
  return !UNWANTED.test(path);
}

/** What a file input holds; with `webkitdirectory` the paths begin with the folder's name. */
export function filesOfInput(files: Iterable<File>): ChosenFile[] {
  return [...files]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ path }) => isWanted(path));
}

/** Everything that was dropped, folders with all that lies below them. */
export async function filesOfDrop(transfer: DataTransfer): Promise<ChosenFile[]> {
  // The list is emptied when the event is over: entries are taken before the first wait.
  const entries = [...transfer.items].flatMap(
    (item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? [],
  );
  const chosen: ChosenFile[] = [];
  for (const entry of entries) {
    if (entry instanceof File) chosen.push(...filesOfInput([entry]));
    else await collect(entry, chosen);
  }
  return chosen;
}

async function collect(entry: FileSystemEntry, chosen: ChosenFile[]): Promise<void> {
  const path = entry.fullPath.replace(/^\//u, "");
  if (!isWanted(path)) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    chosen.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader gives a folder piece by piece, and an empty piece at its end.
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (piece.length === 0) return;
    for (const below of piece) await collect(below, chosen);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
