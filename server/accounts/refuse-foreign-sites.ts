import type { FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";
import type { Config } from "../config.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that a page of another site makes with our visitor's cookie (CSRF). Browsers
 * say where a request comes from in `Sec-Fetch-Site` (on https and on localhost) and, with every
 * unsafe method, in `Origin`; without either it was no page of ours.
 * @throws {Problem} `forbidden`
 */
export function refuseForeignSites(config: Config, request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method) || isOwnPage(config, request)) return;
  throw problem("forbidden", {
    detail: "This request does not come from a page of this gallery",
    hint: "Scripts use an access token instead of the browser's cookie",
  });
}

/** Refuses to sign a browser in for another site, which needs no cookie (login CSRF). */
export function refuseForeignSignIn(config: Config, request: FastifyRequest): void {
  const isFromPage = request.headers.origin ?? request.headers["sec-fetch-site"];
  if (isFromPage !== undefined) refuseForeignSites(config, request);
}

function isOwnPage(config: Config, request: FastifyRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const { origin } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  return config.url === null
    ? url.host === request.host
    : url.origin === new URL(config.url).origin;
}
