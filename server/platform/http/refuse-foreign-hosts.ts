import type { IncomingMessage } from "node:http";
import type { FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";

/**
 * A request names its host once. A server on loopback answers only to loopback names and its own
 * address: a page of another site whose name was re-pointed to 127.0.0.1 (DNS rebinding) gets
 * nothing.
 */
export function refuseForeignHosts(allowed: ReadonlySet<string> | null) {
  return async (request: FastifyRequest): Promise<void> => {
    if (countHosts(request.raw) > 1) {
      throw problem("validation-failed", { detail: "Host: stands more than once" });
    }
    if (allowed === null || allowed.has(request.hostname.toLowerCase())) return;
    throw problem("not-found", {
      detail: "This server does not answer to the Host header of this request",
      hint: "Set GALLERY_URL to the address that people use",
    });
  };
}

/** Node takes the first, a proxy in front perhaps the last (RFC 9112 §3.2 asks for a refusal). */
function countHosts({ rawHeaders }: IncomingMessage): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === "host") count += 1;
  }
  return count;
}

export const LOOPBACK_HOSTS: ReadonlySet<string> = new Set([
  "localhost",
  "127.0.0.1",
  "[::1]",
  "::1",
]);

export function isLoopback(host: string): boolean {
  return LOOPBACK_HOSTS.has(host) || host.startsWith("127.");
}
