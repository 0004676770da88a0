import { type Choice, filesOfHandles, type Root } from "./chosen-files.ts";

/** The browser's own pickers, which give handles that a later visit can open again. */
type Pickers = {
  showOpenFilePicker?: (options: { multiple: true }) => Promise<FileSystemFileHandle[]>;
  showDirectoryPicker?: (options: { mode: "read" }) => Promise<FileSystemDirectoryHandle>;
};

const pickers = globalThis as Pickers;

/** Some browsers have no pickers, and none has them on plain http. */
export function canPick(isFolder: boolean): boolean {
  return (isFolder ? pickers.showDirectoryPicker : pickers.showOpenFilePicker) !== undefined;
}

/** @returns undefined when the person thinks better of it. */
export async function pickFiles(
  isFolder: boolean,
  reading: Parameters<typeof filesOfHandles>[1],
): Promise<Choice | undefined> {
  const roots = await askForRoots(isFolder);
  return roots && filesOfHandles(roots, reading);
}

async function askForRoots(isFolder: boolean): Promise<Root[] | undefined> {
  try {
    if (!isFolder) return await pickers.showOpenFilePicker?.({ multiple: true });
    const folder = await pickers.showDirectoryPicker?.({ mode: "read" });
    return folder && [folder];
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}

type WithPermission = FileSystemHandle & {
  requestPermission?: (options: { mode: "read" }) => Promise<PermissionState>;
};

/** Asks for the right to read again what an earlier visit chose; only from a person's click. */
export async function mayRead(roots: readonly WithPermission[]): Promise<boolean> {
  for (const root of roots) {
    const granted = (await root.requestPermission?.({ mode: "read" })) ?? "granted";
    if (granted !== "granted") return false;
  }
  return true;
}
