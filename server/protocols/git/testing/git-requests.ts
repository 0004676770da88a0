import type { LightMyRequestResponse } from "fastify";
import { FLUSH_PACKET, packetOf } from "../../../platform/git/index.ts";
import type { HubClient } from "../../../testing/hub.ts";

type Service = "upload-pack" | "receive-pack";

/** The body of a call of git: lines as packets, ready-made packets and packs as they are. */
export function bodyOf(...parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? packetOf(part) : part)));
}

export function callGit(
  client: HubClient,
  { repo, service, body }: { repo: string; service: Service; body: Buffer },
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return client.send({
    method: "POST",
    url: `/${repo}.git/git-${service}`,
    headers: {
      "content-type": `application/x-git-${service}-request`,
      "git-protocol": "version=2",
      ...headers,
    },
    // The server takes the memory of what it receives, here as from a socket.
    payload: Buffer.from(body),
  });
}

export type PushedRef = { from?: string; to?: string; ref: string };

const NOTHING = "0".repeat(40);

/** The body of a push. */
export function pushBody(refs: readonly PushedRef[], pack: Buffer): Buffer {
  const lines = refs.map(({ from = NOTHING, to = NOTHING, ref }) => `${from} ${to} ${ref}`);
  const [first = "", ...rest] = lines;
  return bodyOf(`${first}\0 report-status-v2 object-format=sha1\n`, ...rest, FLUSH_PACKET, pack);
}
