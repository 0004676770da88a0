import { once } from "node:events";
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createClient, type GalleryClient } from "#sdk/index.ts";
import { endTree, memoryMib, start } from "./processes.ts";
import type { Workplace } from "./workplace.ts";

const MAIN = join(import.meta.dirname, "..", "..", "server", "main.ts");
export const OWNER = "mara";

/** A gallery as an operator runs it, on a data folder of its own. */
export type BenchGallery = {
  url: string;
  processId: number;
  dataFolder: string;
  /** Of the account that owns everything in it. */
  token: string;
  client: GalleryClient;
  /** Calls what a token may not, with the session that the account's browser would have. */
  post: (path: string, body: unknown) => Promise<Record<string, unknown>>;
  session: Session;
  /** Ends it before the bench does. */
  stop: () => Promise<void>;
};

/** What stays of a sign-up over a restart. */
export type Session = { token: string; cookie: string };

/**
 * Starts a gallery and signs its first account up.
 * @param place the name of its data folder, its port, and the session of its account: where any will
 *   not do, and where it is not fresh.
 */
export async function startGallery(
  workplace: Workplace,
  environment: Record<string, string> = {},
  { name = "data", port = 0, session: known }: Place = {},
): Promise<BenchGallery> {
  const dataFolder = join(workplace.folder, name);
  const log = join(workplace.folder, `${name}.log`);
  const flags = ["--port", String(port), "--data", dataFolder];
  const { child, pid } = start(process.execPath, [MAIN, ...flags], {
    stdio: ["ignore", "pipe", openSync(log, "a")],
    env: { ...process.env, GALLERY_SIGN_UPS_PER_HOUR: "0", ...environment },
  });
  const stop = () => endTree(child);
  workplace.later(stop);
  if (child.stdout === null) throw new Error("the gallery's output is not read");
  const ended = once(child, "exit");
  const url = await findUrl(createInterface(child.stdout));
  if (url === undefined) {
    await ended;
    throw new Error(`The gallery has ended: ${await readFile(log, "utf8")}`);
  }
  const session = known ?? (await signUp(url, OWNER));
  const { token, cookie } = session;
  const headers = { cookie, origin: url };
  return {
    url,
    processId: pid,
    dataFolder,
    token,
    client: createClient({ baseUrl: url, token }),
    post: async (path, body) => (await post(url + path, body, headers)).answer,
    session,
    stop,
  };
}

type Place = { name?: string; port?: number; session?: Session };

async function findUrl(lines: AsyncIterable<string>): Promise<string | undefined> {
  for await (const line of lines) {
    const [, url] = /ready at (\S+)/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  return undefined;
}

export async function signUp(url: string, name: string): Promise<Session> {
  const password = "a long enough passphrase";
  const account = { name, email: `${name}@example.org`, password };
  const { cookie = "" } = await post(`${url}/api/v1/accounts`, account, {});
  const token = { name: "bench", scope: "write" };
  const headers = { cookie, origin: url };
  const { answer } = await post(`${url}/api/v1/me/tokens`, token, headers);
  if (typeof answer["secret"] !== "string") throw new Error("the gallery gave no token");
  return { token: answer["secret"], cookie };
}

async function post(url: string, body: unknown, headers: Record<string, string>) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  const [cookie] = response.headers.getSetCookie();
  const answer = (await response.json()) as Record<string, unknown>;
  return { answer, cookie: cookie?.split(";")[0] };
}

/** Makes a public model of the gallery's owner. */
export async function createModel({ client }: BenchGallery, name: string) {
  await client.call("assets.create-asset", { body: { kind: "model", owner: OWNER, name } });
  return { kind: "model", owner: OWNER, name } as const;
}

/**
 * 99th percentile of the event loop's delay since this was last asked, in milliseconds. The
 * histogram records the whole time between two ticks of a 10 ms timer; what exceeds that is delay.
 */
export async function takeLoopDelayMs({ url }: BenchGallery): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const [, seconds] = /^\w*eventloop_lag_p99_seconds (\S+)$/m.exec(text) ?? [];
  return Math.max(0, Number(seconds) * 1000 - 10);
}

export function galleryMemoryMib({ processId }: BenchGallery): Promise<number> {
  return memoryMib(processId);
}
