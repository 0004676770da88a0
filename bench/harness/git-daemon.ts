import { openSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { end, runCommand, start } from "./processes.ts";
import type { Workplace } from "./workplace.ts";

export type GitDaemon = {
  url: string;
  processId: number;
  /** Makes an empty repository; what is pushed to it is durable when the push has ended. */
  addRepository: (name: string) => Promise<void>;
};

const READY_WITHIN_MS = 10_000;

/** Git's own server on loopback, which takes pushes. */
export async function startGitDaemon(workplace: Workplace): Promise<GitDaemon> {
  const folder = join(workplace.folder, "git-daemon");
  await mkdir(folder);
  const port = await freePort();
  const place = ["--listen=127.0.0.1", `--port=${port}`, `--base-path=${folder}`];
  const log = openSync(join(workplace.folder, "git-daemon.log"), "a");
  const args = ["daemon", "--export-all", "--enable=receive-pack", ...place];
  const { child, pid } = start("git", args, { stdio: ["ignore", "ignore", log] });
  workplace.later(() => end(child));
  await ready(port);
  return {
    url: `git://127.0.0.1:${port}`,
    processId: pid,
    async addRepository(name) {
      const path = join(folder, name);
      await runCommand("git", ["init", "--quiet", "--bare", "--initial-branch=main", path]);
      for (const setting of ["core.fsync=all", "core.fsyncMethod=batch", "gc.auto=0"]) {
        await runCommand("git", ["-C", path, "config", ...setting.split("=")]);
      }
    },
  };
}

async function ready(port: number): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await isListening(port))) {
    if (Date.now() > until) throw new Error("git's own server does not answer");
    await sleep(50);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
