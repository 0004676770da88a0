import { faultOfPath } from "#contract/repositories/path-rules.ts";
import type { NameFault, Note } from "./upload-item.ts";

export type CheckedName = {
  /** As it goes into the repository: composed, as Linux, Windows and git expect it. */
  path: string;
  fault?: { fault: NameFault; other?: string };
  notes: Note[];
};

// Devices, and characters that no file of Windows can have in its name.
const NOT_ON_WINDOWS =
  /(?:^|\/)(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.[^/]*)?(?:\/|$)|[<>:"|?*]|[. ](?:\/|$)/iu;

/**
 * Checks names among themselves and beside those that are taken: each is told what refuses it and
 * what should be known of it. Paths are those of the repository.
 */
export function checkNames(
  names: readonly string[],
  taken: Iterable<string>,
): Map<string, CheckedName> {
  const files = new Map<string, string>();
  const folders = new Set<string>();
  const folded = new Map<string, string>();
  const hold = (path: string, name: string) => {
    files.set(path, name);
    const key = path.toLowerCase();
    if (!folded.has(key)) folded.set(key, path);
    for (const folder of foldersAbove(path)) folders.add(folder);
  };
  const fresh = new Set(names.map((name) => name.normalize("NFC")));
  // What is chosen again takes the place of what was chosen before.
  for (const path of taken) if (!fresh.has(path)) hold(path, path);
  const checked = new Map<string, CheckedName>();
  for (const name of names) {
    const path = name.isWellFormed() ? name.normalize("NFC") : name;
    const fault = faultOf(path, { name, files, folders });
    if (fault === undefined) hold(path, name);
    checked.set(name, { path, ...(fault && { fault }), notes: [] });
  }
  for (const [name, check] of checked) {
    if (check.fault === undefined) check.notes = notesOn(name, check.path, folded);
  }
  return checked;
}

type Names = {
  name: string;
  files: ReadonlyMap<string, string>;
  folders: ReadonlySet<string>;
};

function faultOf(path: string, { name, files, folders }: Names): CheckedName["fault"] {
  const fault = faultOfPath(path);
  if (fault !== undefined) return { fault };
  const twin = files.get(path);
  if (twin !== undefined && twin !== name) return { fault: "twin", other: twin };
  if (folders.has(path)) return { fault: "is-folder", other: path };
  const other = foldersAbove(path).find((folder) => files.has(folder));
  return other === undefined ? undefined : { fault: "inside-file", other };
}

function notesOn(name: string, path: string, folded: ReadonlyMap<string, string>): Note[] {
  const notes: Note[] = [];
  if (path !== name) notes.push({ kind: "normalised" });
  const other = folded.get(path.toLowerCase());
  if (other !== undefined && other !== path) notes.push({ kind: "case", other });
  if (NOT_ON_WINDOWS.test(path)) notes.push({ kind: "windows" });
  return notes;
}

/** `a/b/c.txt` → `a`, `a/b`. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) {
    folders.push(path.slice(0, slash));
  }
  return folders;
}
