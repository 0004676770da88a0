import { chmodSync, existsSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DatabaseStartError } from "./start-error.ts";
import { findBarrier, type UnprivilegedUser, unprivilegedUser } from "./unprivileged-user.ts";

/** Where the embedded PostgreSQL lies below the data folder of a gallery, and who runs it. */
export interface DatabaseFolder {
  folder: string;
  cluster: string;
  logFile: string;
  /** Undefined when PostgreSQL runs as ourselves. */
  user: UnprivilegedUser | undefined;
}

/** Names the paths without making or checking anything. */
export function databaseFolderOf(dataFolder: string): DatabaseFolder {
  const folder = join(dataFolder, "database");
  const cluster = join(folder, "cluster");
  return {
    folder,
    cluster,
    logFile: join(folder, "postgres.log"),
    user: unprivilegedUser(cluster),
  };
}

/**
 * Makes the folder and checks that PostgreSQL can work in it.
 *
 * @throws DatabaseStartError `database-folder-unreachable` when we are root and the unprivileged
 *   user may not enter it, `database-folder-foreign` when it belongs to another user.
 */
export function openDatabaseFolder(dataFolder: string): DatabaseFolder {
  if (mkdirSync(dataFolder, { recursive: true }) !== undefined) chmodSync(dataFolder, 0o700);
  mkdirSync(join(dataFolder, "database"), { recursive: true, mode: 0o700 });
  const paths = databaseFolderOf(realpathSync(dataFolder));
  if (paths.user === undefined) assertOwn(paths.folder);
  else letThrough(paths, paths.user);
  return paths;
}

/**
 * Whether PostgreSQL could work in a data folder at this path. Only root has to ask: its database
 * runs as an unprivileged user, who may for instance not enter /root.
 */
export function canHoldDatabase(dataFolder: string): boolean {
  const parent = realpathSync(nearestExisting(dirname(resolve(dataFolder))));
  const user = unprivilegedUser(databaseFolderOf(dataFolder).cluster);
  return user === undefined || findBarrier(join(parent, "data"), user) === undefined;
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}

/** Our own two folders may be entered, not listed; what lies in them keeps its own rights. */
function letThrough({ folder }: DatabaseFolder, user: UnprivilegedUser): void {
  for (const own of [dirname(folder), folder]) chmodSync(own, statSync(own).mode | 0o011);
  const barrier = findBarrier(folder, user);
  if (barrier === undefined) return;
  throw new DatabaseStartError({
    code: "database-folder-unreachable",
    detail:
      `PostgreSQL never runs as root, and the user it runs as instead (uid ${user.uid}) may not ` +
      `enter ${barrier}, where the data folder ${dirname(folder)} lies.`,
    hint:
      "Choose a data folder that any user may enter, such as /var/lib/open-gallery, or start the " +
      "gallery as an ordinary user.",
  });
}

function assertOwn(folder: string): void {
  const { uid } = statSync(folder);
  if (process.getuid === undefined || uid === process.getuid()) return;
  throw new DatabaseStartError({
    code: "database-folder-foreign",
    detail: `The database in ${folder} belongs to another user (uid ${uid}).`,
    hint: "Run the gallery and its commands as the user that first started it.",
  });
}
