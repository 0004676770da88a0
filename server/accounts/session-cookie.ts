import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../config.ts";

const NAME = "gallery-session";
/** The longest that browsers keep a cookie; the server's own expiry is the one that counts. */
const COOKIE_SECONDS = 400 * 24 * 3600;

type Exchange = { request: FastifyRequest; reply: FastifyReply };

export function sessionCookieName(config: Config, request: FastifyRequest): string {
  return secretCookieName(config, request, NAME);
}

export function setSessionCookie(config: Config, exchange: Exchange & { secret: string }): void {
  setSecretCookie(config, exchange, { name: NAME, maxAgeSeconds: COOKIE_SECONDS });
}

export function clearSessionCookie(config: Config, exchange: Exchange): void {
  clearSecretCookie(config, exchange, NAME);
}

/** On https the `__Host-` prefix keeps sibling subdomains from setting the cookie (RFC 6265bis). */
export function secretCookieName(config: Config, request: FastifyRequest, name: string): string {
  return isSecure(config, request) ? `__Host-${name}` : name;
}

/** Gives a secret to the browser that no script and no page of another site can use. */
export function setSecretCookie(
  config: Config,
  { request, reply, secret }: Exchange & { secret: string },
  { name, maxAgeSeconds }: { name: string; maxAgeSeconds: number },
): void {
  reply.setCookie(secretCookieName(config, request, name), secret, {
    ...attributes(config, request),
    maxAge: maxAgeSeconds,
  });
}

export function clearSecretCookie(
  config: Config,
  { request, reply }: Exchange,
  name: string,
): void {
  reply.clearCookie(secretCookieName(config, request, name), attributes(config, request));
}

function attributes(config: Config, request: FastifyRequest) {
  const secure = isSecure(config, request);
  return { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
}

function isSecure(config: Config, request: FastifyRequest): boolean {
  return config.url === null ? request.protocol === "https" : config.url.startsWith("https:");
}
