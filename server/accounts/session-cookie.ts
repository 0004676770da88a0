import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";

const NAME = "gallery-session";
/** The longest that browsers keep a cookie; the server's own expiry is the one that counts. */
const COOKIE_SECONDS = 400 * 24 * 3600;

/** On https the `__Host-` prefix keeps sibling subdomains from setting the cookie (RFC 6265bis). */
export function sessionCookieName(config: Config, request: FastifyRequest): string {
  return isSecure(config, request) ? `__Host-${NAME}` : NAME;
}

export function setSessionCookie(
  config: Config,
  exchange: { request: FastifyRequest; reply: FastifyReply; secret: string },
): void {
  const { request, reply, secret } = exchange;
  reply.setCookie(sessionCookieName(config, request), secret, {
    ...attributes(config, request),
    maxAge: COOKIE_SECONDS,
  });
}

export function clearSessionCookie(
  config: Config,
  exchange: { request: FastifyRequest; reply: FastifyReply },
): void {
  const { request, reply } = exchange;
  reply.clearCookie(sessionCookieName(config, request), attributes(config, request));
}

function attributes(config: Config, request: FastifyRequest) {
  const secure = isSecure(config, request);
  return { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
}

function isSecure(config: Config, request: FastifyRequest): boolean {
  return config.url === null ? request.protocol === "https" : config.url.startsWith("https:");
}
