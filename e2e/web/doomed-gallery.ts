import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll } from "vitest";
import { WEB_FOLDER } from "./web-gallery.ts";

const PROGRAM = join(import.meta.dirname, "../programs/gallery-process.ts");

export type DoomedGallery = {
  readonly url: string;
  /** A folder of this test file, gone when it ends. */
  folder: string;
  /** Ends it without a word, as a power cut would. */
  kill: () => Promise<void>;
  /** Starts it again on the same port over the same data. */
  start: () => Promise<void>;
};

/** A gallery that a test may kill and start again. Called at the top of a test file. */
export async function doomedGallery(
  environment: Record<string, string> = {},
): Promise<DoomedGallery> {
  const [folder, dataFolder] = await Promise.all([
    mkdtemp(join(tmpdir(), "gallery-journey-")),
    mkdtemp(join(tmpdir(), "gallery-data-")),
  ]);
  let server: ChildProcess | undefined;
  let url = "";
  const end = async (signal: NodeJS.Signals) => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  };
  const start = async () => {
    const port = url === "" ? "0" : new URL(url).port;
    const child = spawn(process.execPath, [PROGRAM, WEB_FOLDER, dataFolder, port], {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    server = child;
    const [line] = await once(createInterface(child.stdout), "line");
    url = String(line);
  };
  await start();
  afterAll(async () => {
    await end("SIGTERM");
    for (const made of [folder, dataFolder]) await rm(made, { recursive: true, force: true });
  });
  return {
    get url() {
      return url;
    },
    folder,
    kill: () => end("SIGKILL"),
    start,
  };
}
