import { openSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { xetReferencePath } from "../../tools/xet-reference.mjs";
import { freePort } from "./free-port.ts";
import { end, start } from "./processes.ts";
import type { Workplace } from "./workplace.ts";

const READY_WITHIN_MS = 20_000;
/** A commit that every answer names: the hub before the reference server keeps no history. */
const COMMIT = "1".repeat(40);

/** A file that the hub tells of; its chunks are at the reference server. */
export type ReferenceFile = { sizeBytes: number; sha256: string; xetHash: string };

export type XetReference = {
  /** The hub: what clients take for their endpoint. */
  url: string;
  /** The process of the reference server. */
  processId: number;
  /** Told by the hub from now on, under this name in every repository. */
  publish: (name: string, file: ReferenceFile) => void;
  stop: () => Promise<void>;
};

/**
 * The reference server of the xet protocol on an empty folder, with the least of a hub before it:
 * the calls of `hf upload` and `hf download` are answered at once, without looking.
 */
export async function startXetReference(workplace: Workplace): Promise<XetReference> {
  const folder = join(workplace.folder, "reference");
  const log = join(workplace.folder, "reference.log");
  const port = await freePort();
  const flags = ["--data-directory", folder, "--host", "127.0.0.1", "--port", String(port)];
  const { child, pid } = start(xetReferencePath, flags, {
    stdio: ["ignore", openSync(log, "a"), openSync(log, "a")],
  });
  const casUrl = `http://127.0.0.1:${port}`;
  const files = new Map<string, ReferenceFile>();
  const hub = createServer((request, response) => void answer(request, response));
  const answer = answering({ casUrl, files, baseUrl: () => urlOf(hub) });
  const stop = async () => {
    hub.closeAllConnections();
    hub.close();
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  workplace.later(stop);
  await untilReady(casUrl, log);
  hub.listen(0, "127.0.0.1");
  await once(hub, "listening");
  return {
    url: urlOf(hub),
    processId: pid,
    publish: (name, file) => void files.set(name, file),
    stop,
  };
}

function urlOf(hub: Server): string {
  const address = hub.address();
  if (address === null || typeof address === "string") throw new Error("the hub has no port");
  return `http://127.0.0.1:${address.port}`;
}

async function untilReady(casUrl: string, log: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const health = await fetch(`${casUrl}/health`).catch(() => undefined);
    if (health?.ok) return;
    await sleep(50);
  }
  throw new Error(`The xet reference server does not start: ${await readFile(log, "utf8")}`);
}

type Hub = { casUrl: string; files: ReadonlyMap<string, ReferenceFile>; baseUrl: () => string };
type Asked = { path: string; body: string };
type Route = [method: string, pattern: RegExp, answer: (hub: Hub, asked: Asked) => Reply];
type Reply = { status?: number; headers?: Record<string, string>; json?: unknown };

const ROUTES: readonly Route[] = [
  ["POST", /^\/api\/repos\/create$/u, created],
  ["POST", /\/preupload\/main$/u, chosen],
  ["GET", /\/xet-(?:read|write)-token\//u, token],
  ["POST", /\/commit\/main$/u, committed],
  ["HEAD", /\/resolve\//u, resolved],
];

function answering(hub: Hub) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    const path = (request.url ?? "").split("?")[0] ?? "";
    const [, , reply] =
      ROUTES.find(([method, pattern]) => method === request.method && pattern.test(path)) ?? [];
    const { status = 200, headers = {}, json } = reply?.(hub, { path, body }) ?? { status: 404 };
    const bytes = JSON.stringify(json ?? { error: "Not Found" });
    const length = { "content-length": String(Buffer.byteLength(bytes)) };
    response.writeHead(status, { "content-type": "application/json", ...length, ...headers });
    response.end(request.method === "HEAD" ? undefined : bytes);
  };
}

function created({ baseUrl }: Hub, { body }: Asked): Reply {
  const { organization, name } = JSON.parse(body) as { organization?: string; name: string };
  const id = `${organization ?? "mara"}/${name}`;
  return { json: { url: `${baseUrl()}/${id}`, name: id, id } };
}

/** Every file is a large one. */
function chosen(_hub: Hub, { body }: Asked): Reply {
  const { files } = JSON.parse(body) as { files: { path: string }[] };
  const chosen = files.map(({ path }) => ({ path, uploadMode: "lfs", shouldIgnore: false }));
  return { json: { files: chosen } };
}

function token({ casUrl }: Hub): Reply {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const accessToken = "anything";
  return {
    json: { casUrl, accessToken, exp },
    headers: {
      "x-xet-cas-url": casUrl,
      "x-xet-access-token": accessToken,
      "x-xet-token-expiration": String(exp),
    },
  };
}

function committed({ baseUrl }: Hub, { path }: Asked): Reply {
  const [, , , owner, name] = path.split("/");
  const commitUrl = `${baseUrl()}/${owner}/${name}/commit/${COMMIT}`;
  return { json: { success: true, commitOid: COMMIT, commitUrl, hookOutput: "" } };
}

function resolved({ casUrl, files, baseUrl }: Hub, { path }: Asked): Reply {
  const [, owner, repository] = path.split("/");
  const file = files.get(path.split("/").at(-1) ?? "");
  if (file === undefined) return { status: 404, headers: { "x-error-code": "EntryNotFound" } };
  const { sizeBytes, sha256, xetHash } = file;
  const token = `${baseUrl()}/api/models/${owner}/${repository}/xet-read-token/${COMMIT}`;
  const plan = `${casUrl}/v1/reconstructions/${xetHash}`;
  return {
    headers: {
      "content-length": String(sizeBytes),
      etag: `"${sha256}"`,
      "x-repo-commit": COMMIT,
      "x-linked-etag": `"${sha256}"`,
      "x-linked-size": String(sizeBytes),
      "x-xet-hash": xetHash,
      link: `<${token}>; rel="xet-auth", <${plan}>; rel="xet-reconstruction-info"`,
    },
  };
}
