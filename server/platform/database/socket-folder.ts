import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseName, databaseUser } from "./cluster.ts";
import type { DatabaseFolder } from "./database-folder.ts";
import { DatabaseStartError } from "./start-error.ts";
import { giveTo } from "./unprivileged-user.ts";

/** The shortest limit among the systems we run on; Linux allows 107 bytes, macOS 103. */
const maxSocketPathBytes = 103;
const socketName = ".s.PGSQL.5432";

/**
 * Makes, or empties, the private folder that holds PostgreSQL's socket: in the database folder, or below the
 * system's temporary folder when that path is too long for a socket. PostgreSQL records which in
 * postmaster.pid, where others find it. To be called while no server runs on the cluster.
 */
export function prepareSocketFolder({ folder, user }: DatabaseFolder): string {
  const socketFolder = [join(folder, "socket"), shortFolder(tmpdir(), folder)].find(isShortEnough);
  const chosen = socketFolder ?? shortFolder("/tmp", folder);
  mkdirSync(chosen, { recursive: true, mode: 0o700 });
  assertPrivate(chosen, user?.uid);
  chmodSync(chosen, 0o700);
  if (user !== undefined) giveTo(user, chosen);
  // Of a server that was killed: its process id may by now belong to some other program, and
  // PostgreSQL would believe that one to be its server.
  for (const left of readdirSync(chosen)) rmSync(join(chosen, left));
  return chosen;
}

/** Leaves nothing below the temporary folder; one inside the database folder may stay. */
export function removeSocketFolder({ folder }: DatabaseFolder, socketFolder: string): void {
  if (socketFolder !== join(folder, "socket")) rmSync(socketFolder, { recursive: true });
}

/** A libpq connection string that node-postgres and psql both understand. */
export function socketUrl(socketFolder: string): string {
  return `postgresql://${databaseUser}@/${databaseName}?host=${encodeURIComponent(socketFolder)}`;
}

function shortFolder(parent: string, folder: string): string {
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return join(parent, `open-gallery-${name}`);
}

function isShortEnough(socketFolder: string): boolean {
  return Buffer.byteLength(join(socketFolder, socketName)) <= maxSocketPathBytes;
}

/** The temporary folder is everybody's: somebody else may have made this one before us. */
function assertPrivate(socketFolder: string, databaseUserId: number | undefined): void {
  const found = lstatSync(socketFolder);
  const isOurs = found.uid === process.getuid?.() || found.uid === databaseUserId;
  if (found.isDirectory() && isOurs) return;
  throw new DatabaseStartError({
    code: "database-folder-foreign",
    detail: `${socketFolder}, where PostgreSQL's socket belongs, is not a folder of ours.`,
    hint: "Remove it, or choose a data folder with a shorter path.",
  });
}
