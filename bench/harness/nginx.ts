import { once } from "node:events";
import { openSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { end, start } from "./processes.ts";
import type { Workplace } from "./workplace.ts";

/** Debian keeps it where only root looks. */
const PATH = [process.env["PATH"] ?? "", "/usr/sbin", "/usr/local/sbin"].join(delimiter);
const READY_WITHIN_MS = 10_000;

/** Debian's nginx with sendfile, as our own user, serving one file on loopback. */
export async function startNginx(
  workplace: Workplace,
  path: string,
): Promise<{ url: string; processId: number }> {
  const folder = join(workplace.folder, "nginx");
  await mkdir(folder);
  const port = await freePort();
  const configuration = join(folder, "nginx.conf");
  await writeFile(configuration, configure({ folder, port, path }));
  const log = join(folder, "error.log");
  const { child, pid } = start("nginx", ["-p", folder, "-e", log, "-c", configuration], {
    stdio: ["ignore", "ignore", openSync(log, "a")],
    env: { ...process.env, PATH },
  });
  child.once("error", () => {});
  workplace.later(() => end(child));
  const url = `http://127.0.0.1:${port}/file`;
  const ended = once(child, "exit").then(async () => {
    throw new Error(`nginx has ended: ${await readFile(log, "utf8")}`);
  });
  ended.catch(() => undefined);
  await Promise.race([ready(url), ended]);
  return { url, processId: pid };
}

function configure({ folder, port, path }: { folder: string; port: number; path: string }): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `  ${name}_temp_path ${folder}/${name};`)
    .join("\n");
  return `${process.getuid?.() === 0 ? "user root;\n" : ""}daemon off;
worker_processes auto;
pid ${folder}/nginx.pid;
events { worker_connections 256; }
http {
${temporary}
  access_log off;
  sendfile on;
  tcp_nopush on;
  server {
    listen 127.0.0.1:${port};
    location = /file { alias ${path}; }
  }
}
`;
}

async function ready(url: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const response = await fetch(url, { method: "HEAD" }).catch(() => undefined);
    if (response?.ok === true) return;
    await sleep(50);
  }
  throw new Error(`nginx does not answer at ${url}`);
}
