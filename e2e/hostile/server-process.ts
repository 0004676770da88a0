import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { databaseFolderOf } from "#server/platform/database/database-folder.ts";
import { type Person, signUp } from "./person.ts";

const program = fileURLToPath(new URL("../../server/main.ts", import.meta.url));

export type ServerProcess = {
  url: string;
  /** Ends it as an operator does. */
  stop: () => Promise<void>;
  /** Ends it at this very moment, with its database or leaving that behind. */
  kill: (options: { withDatabase: boolean }) => Promise<void>;
};

export type ServerOptions = {
  dataFolder: string;
  environment?: Record<string, string>;
  /** What a shell does before it becomes the server, e.g. `ulimit -f 1000`. */
  preparation?: string;
};

/** Starts the gallery as `npm start` does, on a free port, and waits until it says that it is ready. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { dataFolder, environment = {}, preparation = ":" } = options;
  const script = `${preparation} && exec "$0" "$@"`;
  const server = spawn("sh", ["-c", script, process.execPath, program, "--port", "0"], {
    env: {
      ...process.env,
      GALLERY_DATA: dataFolder,
      GALLERY_LOG_LEVEL: "error",
      GALLERY_SIGN_UPS_PER_HOUR: "0",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  // A test file that fails while it is loaded runs no `afterAll`.
  const endWithUs = () => server.kill("SIGTERM");
  process.once("exit", endWithUs);
  server.once("exit", () => process.off("exit", endWithUs));
  const url = await readyUrl(server);
  return {
    url,
    async stop() {
      server.kill("SIGTERM");
      await ended;
    },
    async kill({ withDatabase }) {
      const postmaster = join(databaseFolderOf(dataFolder).cluster, "postmaster.pid");
      server.kill("SIGKILL");
      if (withDatabase && existsSync(postmaster)) {
        process.kill(Number(readFileSync(postmaster, "utf8").split("\n", 1)[0]), "SIGKILL");
      }
      await ended;
    },
  };
}

function readyUrl({ stdout, stderr, ...server }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const url = /ready at (\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    };
    stdout?.on("data", hear);
    stderr?.on("data", hear);
    stdout?.once("close", () =>
      reject(new Error(`The server ended (${server.exitCode}): ${said}`)),
    );
  });
}

export type HostileGallery = {
  url: string;
  /** A new account that is no administrator. */
  person: (name: string) => Promise<Person>;
};

/** A server of its own for a test file, with an administrator, gone with its data when that ends. */
export async function hostileGallery(
  environment: Record<string, string> = {},
): Promise<HostileGallery> {
  const dataFolder = await aDataFolder();
  const server = await startServer({ dataFolder, environment });
  afterAll(() => server.stop());
  await signUp(server.url, "operator-of-all");
  return { url: server.url, person: (name) => signUp(server.url, name) };
}

/** Deleted when the test file ends: made before the server that works in it. */
export async function aDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gallery-hostile-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
