import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { type Durability, ensureCluster, writeSettings } from "./cluster.ts";
import { databaseFolderOf, openDatabaseFolder } from "./database-folder.ts";
import { prepareEngine } from "./engine.ts";
import { lockFolder } from "./folder-lock.ts";
import { clearOrphan, isServing, readPostmaster, stopServer } from "./postmaster.ts";
import { hasEnded, startServer } from "./server-process.ts";
import { prepareSocketFolder, removeSocketFolder, socketUrl } from "./socket-folder.ts";

export interface PostgresOptions {
  /** The data folder of the gallery; the database lies in its subfolder `database`. */
  dataFolder: string;
  /** Default "full". */
  durability?: Durability;
  /** Told in a sentence what an operator may want to know: an orphan stopped, a long recovery. */
  notice?: (message: string) => void;
}

export interface LaunchedPostgres {
  /** A connection string over the unix socket, good for this process and its children. */
  url: string;
  processId: number;
  /** Settles when the server has ended, whether by `stop` or on its own. */
  exited: Promise<void>;
  /** Ends open connections, writes a checkpoint, and frees the folder. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of a data folder, making its database when there is none. It
 * answers on a unix socket only, and only to the user of this process and to root.
 *
 * @throws DatabaseStartError with a hint for the operator; `database-folder-in-use` when another
 *   gallery process runs it (`findRunningPostgres` then names its address).
 */
export async function launchPostgres(options: PostgresOptions): Promise<LaunchedPostgres> {
  const { durability = "full", notice = () => {} } = options;
  const paths = openDatabaseFolder(options.dataFolder);
  const lock = lockFolder(paths);
  try {
    const hadOrphan = await clearOrphan(paths.cluster);
    if (hadOrphan) notice("Stopped a PostgreSQL that had outlived its gallery.");
    const engine = prepareEngine(paths);
    await ensureCluster(engine, paths, durability);
    const socketFolder = prepareSocketFolder(paths);
    writeSettings(paths.cluster, socketFolder, durability);
    const server = await startServer(engine, paths, notice);
    return superviseServer(server, paths.cluster, {
      url: socketUrl(socketFolder),
      free() {
        removeSocketFolder(paths, socketFolder);
        lock.release();
      },
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The address of the server that some gallery process runs on this data folder, if one does. */
export function findRunningPostgres(dataFolder: string): { url: string } | undefined {
  const { cluster } = databaseFolderOf(dataFolder);
  const postmaster = readPostmaster(cluster);
  if (postmaster === undefined || !postmaster.isReady) return undefined;
  if (!isServing(cluster, postmaster.processId)) return undefined;
  return { url: socketUrl(postmaster.socketFolder) };
}

function superviseServer(
  server: ChildProcess,
  cluster: string,
  { url, free }: { url: string; free: () => void },
): LaunchedPostgres {
  const processId = server.pid as number;
  // The server alone does not keep our process running, and ends with it even without `stop`.
  const endWithUs = () => server.kill("SIGINT");
  process.once("exit", endWithUs);
  server.unref();
  const exited = once(server, "exit").then(() => {
    process.off("exit", endWithUs);
    free();
  });
  return {
    url,
    processId,
    exited,
    async stop() {
      server.ref();
      if (!hasEnded(server)) await stopServer(cluster, processId);
      await exited;
    },
  };
}
