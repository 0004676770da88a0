import type { Socket } from "node:net";
import type { FastifyRequest } from "fastify";
import { authenticate, type Viewer } from "./accounts/index.ts";
import type { Context, RequestContext } from "./context.ts";
import { isLoopback, LOOPBACK_HOSTS } from "./platform/http/index.ts";

type AuthenticateOptions = Parameters<typeof authenticate>[2];

/** Authenticates a request and makes the context that its use-case runs in. */
export async function requestContext(
  ctx: Context,
  request: FastifyRequest,
  options?: AuthenticateOptions,
): Promise<RequestContext> {
  return contextOfViewer(ctx, request, await authenticate(ctx, request, options));
}

/** The same for a viewer who was found out in another way. */
export function contextOfViewer(
  ctx: Context,
  request: FastifyRequest,
  viewer: Viewer,
): RequestContext {
  return {
    ...ctx,
    viewer,
    requestId: request.id,
    ipAddress: request.ip,
    baseUrl: baseUrlOf(ctx, request),
    signal: closingOf(request.socket),
  };
}

const closings = new WeakMap<Socket, AbortSignal>();

/** Aborted when the connection closes: one listener, however many requests a connection carries. */
function closingOf(socket: Socket): AbortSignal {
  const known = closings.get(socket);
  if (known !== undefined) return known;
  const closing = new AbortController();
  socket.once("close", () => closing.abort());
  closings.set(socket, closing.signal);
  return closing.signal;
}

/**
 * Base of absolute URLs: GALLERY_URL where it is set. Without it a server on loopback answers with
 * the loopback name that the client used, since clients compare hosts; no other Host is believed.
 */
export function baseUrlOf(ctx: Context, request: FastifyRequest): string {
  const { config } = ctx;
  if (config.url !== null) return config.url;
  const port = request.socket.localPort ?? config.port;
  const isLocalName = isLoopback(config.host) && LOOPBACK_HOSTS.has(request.hostname);
  return `http://${isLocalName ? request.hostname : config.host}:${port}`;
}

/** The Host headers this server answers to; null: any, where others must reach it by any name. */
export function allowedHosts(ctx: Context): ReadonlySet<string> | null {
  const { host, url } = ctx.config;
  if (!isLoopback(host)) return null;
  return new Set([...LOOPBACK_HOSTS, host, ...(url === null ? [] : [new URL(url).hostname])]);
}
