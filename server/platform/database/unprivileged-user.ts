import { chownSync, existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The operating-system user that PostgreSQL runs as when the gallery itself runs as root. */
export interface UnprivilegedUser {
  uid: number;
  gid: number;
}

/** Every Linux has this user, and PostgreSQL refuses one without a passwd entry. */
const nobody: UnprivilegedUser = { uid: 65534, gid: 65534 };

/**
 * PostgreSQL refuses to run as root, so it runs as the owner of the cluster, or as "nobody" when
 * there is none yet. Undefined when we are not root and it simply runs as ourselves.
 */
export function unprivilegedUser(cluster: string): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (!existsSync(cluster)) return nobody;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? nobody : { uid, gid };
}

/**
 * The outermost folder above `path` that `user` may not enter, or undefined when the way is open.
 * Access control lists are not considered.
 */
export function findBarrier(path: string, user: UnprivilegedUser): string | undefined {
  const enter = 1;
  return foldersAbove(path).find((folder) => (rightsOf(user, folder) & enter) === 0);
}

/** Whether `user` may list and enter the folder, or read and run the file, once it is reached. */
export function mayUse(path: string, user: UnprivilegedUser): boolean {
  const readAndRun = 5;
  return (rightsOf(user, path) & readAndRun) === readAndRun;
}

/** Hands a file, or a folder and all it holds, to `user`. */
export function giveTo(user: UnprivilegedUser, path: string): void {
  chownSync(path, user.uid, user.gid);
  if (!statSync(path).isDirectory()) return;
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    chownSync(join(entry.parentPath, entry.name), user.uid, user.gid);
  }
}

function foldersAbove(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...foldersAbove(parent), parent];
}

function rightsOf(user: UnprivilegedUser, path: string): number {
  const { uid, gid, mode } = statSync(path);
  if (uid === user.uid) return (mode >> 6) & 7;
  if (gid === user.gid) return (mode >> 3) & 7;
  return mode & 7;
}
