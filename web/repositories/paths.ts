/** `a/b/c.txt` → `a/b`; "" for what lies at the root. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end === -1 ? "" : path.slice(0, end);
}

/** `a/b/c.txt` → `c.txt`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Each folder on the way to a path, with the path itself last. */
export function stepsTo(path: string): { name: string; path: string }[] {
  if (path === "") return [];
  const names = path.split("/");
  return names.map((name, index) => ({ name, path: names.slice(0, index + 1).join("/") }));
}

/** What a page shows of a commit id; a branch or tag stays whole. */
export function shortRevision(revision: string): string {
  return /^[0-9a-f]{40}$/u.test(revision) ? revision.slice(0, 8) : revision;
}

/** `a`, `b/c.txt` → `a/b/c.txt`; an empty folder is the root. */
export function joinPath(folder: string, path: string): string {
  return folder === "" ? path : `${folder}/${path}`;
}

/** What somebody types for a folder: without blanks around, doubled or outer slashes. */
export function cleanFolder(typed: string): string {
  return typed
    .split("/")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .join("/");
}
