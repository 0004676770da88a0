import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { S3Settings } from "../s3/settings.ts";

const BUCKET = "gallery";
const ACCESS_KEY_ID = "gallery-tests";
const SECRET_ACCESS_KEY = "a secret of the tests only";
const START_MS = 10_000;

export type S3Server = {
  settings: S3Settings;
  processId: number;
  stop: () => Promise<void>;
};

/**
 * A real S3 server on loopback with an empty bucket.
 * @param program as `ensureS3Server` has built it.
 * @param parent where its folder is made; removed when it stops.
 */
export async function startS3Server(program: string, parent = tmpdir()): Promise<S3Server> {
  const folder = await mkdtemp(join(parent, "gallery-s3-"));
  const [data, sidecar] = [join(folder, "data"), join(folder, "sidecar")];
  await mkdir(join(data, BUCKET), { recursive: true });
  await mkdir(sidecar);
  const port = await freePort();
  const options = ["--port", `127.0.0.1:${port}`, "--keep-alive", "--quiet"];
  const child = spawn(program, [...options, "posix", "--sidecar", sidecar, data], {
    env: { ROOT_ACCESS_KEY: ACCESS_KEY_ID, ROOT_SECRET_KEY: SECRET_ACCESS_KEY },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  const endpoint = `http://127.0.0.1:${port}`;
  await untilAnswering(endpoint, () => child.exitCode !== null);
  return {
    processId: child.pid ?? 0,
    settings: {
      bucket: BUCKET,
      region: "us-east-1",
      endpoint,
      publicEndpoint: null,
      credentials: { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET_ACCESS_KEY },
      forcePathStyle: true,
      prefix: "",
      isDirect: true,
    },
    async stop() {
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilAnswering(url: string, hasEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    if (hasEnded()) throw new Error("the S3 server has ended");
    try {
      await (await fetch(url)).body?.cancel();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
