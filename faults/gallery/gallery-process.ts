import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const MAIN = join(import.meta.dirname, "..", "..", "server", "main.ts");
const READY_WITHIN_MS = 90_000;
const KEPT_OUTPUT = 20_000;

export type GalleryOptions = {
  dataFolder: string;
  /** An external database; without it the gallery runs its own. */
  databaseUrl?: string | undefined;
  environment?: Record<string, string>;
};

export type Ended = { code: number | null; signal: NodeJS.Signals | null };

/** A gallery as an operator runs it: a process of its own. */
export type GalleryProcess = {
  url: string;
  startedAt: number;
  signal: (signal: NodeJS.Signals) => void;
  /** Settles when the process has ended, in whatever way. */
  ended: Promise<Ended>;
  /** The last of what it said on stdout and stderr. */
  said: () => string;
};

/** What nobody references may be collected after this time: a day in earnest. */
export const COLLECT_GRACE_MS = 1000;

/** Small limits, so that all ways of storing a file come up within seconds. */
const SETTINGS = {
  GALLERY_LOG_LEVEL: "error",
  GALLERY_SIGN_UPS_PER_HOUR: "0",
  GALLERY_LFS_BYTES: "300000",
  GALLERY_COLLECT_GRACE_HOURS: String(COLLECT_GRACE_MS / 3_600_000),
};

export function settingsOf({ dataFolder, databaseUrl, environment = {} }: GalleryOptions) {
  return {
    ...SETTINGS,
    GALLERY_DATA: dataFolder,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...environment,
  };
}

/** @throws {Error} with what it said, when it does not become ready. */
export async function startGallery(options: GalleryOptions): Promise<GalleryProcess> {
  const startedAt = Date.now();
  const child = spawn(process.execPath, [MAIN, "--port", "0"], {
    env: { ...process.env, ...settingsOf(options) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = () => child.kill("SIGTERM");
  process.once("exit", endWithUs);
  const ended = once(child, "exit").then(([code, signal]): Ended => {
    process.off("exit", endWithUs);
    return { code, signal };
  });
  const output = listen(child);
  const url = await Promise.race([
    output.url,
    ended.then(({ code, signal }) => {
      throw new Error(`The gallery ended (${code ?? signal}) while it started:\n${output.said()}`);
    }),
    sleep(READY_WITHIN_MS, undefined, { ref: false }).then(() => {
      throw new Error(`The gallery did not become ready:\n${output.said()}`);
    }),
  ]);
  return { url, startedAt, ended, said: output.said, signal: (signal) => child.kill(signal) };
}

function listen({ stdout, stderr }: ChildProcess): { url: Promise<string>; said: () => string } {
  let said = "";
  const url = new Promise<string>((resolve) => {
    const hear = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-KEPT_OUTPUT);
      const [, address] = /ready at (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    };
    stdout?.on("data", hear);
    stderr?.on("data", hear);
  });
  return { url, said: () => said };
}
