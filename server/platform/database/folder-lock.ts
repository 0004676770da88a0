import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { DatabaseFolder } from "./database-folder.ts";
import { DatabaseStartError } from "./start-error.ts";
import { giveTo } from "./unprivileged-user.ts";

export interface FolderLock {
  release(): void;
}

/**
 * Makes this process the only one that may start or stop the PostgreSQL of a data folder.
 *
 * Node has no flock, but SQLite takes a kernel lock on its file: it vanishes with its process
 * however that ends, so nothing is ever stale, and it also holds between containers that share a
 * volume, where process ids mean nothing.
 *
 * @throws DatabaseStartError `database-folder-in-use` when another process holds it.
 */
export function lockFolder({ folder, user }: DatabaseFolder): FolderLock {
  const lockFile = join(folder, "lock");
  const ownerFile = join(folder, "owner");
  // Only a file that is new: closing one would end the lock that this process may hold on it.
  if (!existsSync(lockFile)) closeSync(openSync(lockFile, "a", 0o600));
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    if (!isBusy(cause)) throw cause;
    throw new DatabaseStartError({
      code: "database-folder-in-use",
      detail: `The database in ${folder} is in use by another gallery process${nameOwner(ownerFile)}.`,
      hint: "Stop that process first, or give this one a data folder of its own.",
      cause,
    });
  }
  writeFileSync(ownerFile, String(process.pid), { mode: 0o600 });
  if (user !== undefined) [lockFile, ownerFile].forEach((file) => giveTo(user, file));
  return {
    release() {
      if (lock.isOpen) lock.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  const busy = 5;
  return error instanceof Error && "errcode" in error && error.errcode === busy;
}

function nameOwner(ownerFile: string): string {
  try {
    return ` (process ${readFileSync(ownerFile, "utf8").trim()})`;
  } catch {
    return "";
  }
}
