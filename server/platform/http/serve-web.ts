import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** The page runs only its own files: no inline script, no eval, no foreign frame around it. */
function pagePolicy(storageOrigin: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self' data:",
    // Uploads go straight to the object storage where that is allowed.
    ["connect-src 'self'", storageOrigin].filter(Boolean).join(" "),
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const HASHED_FILES = "/_app/";

type WebOptions = {
  storageOrigin?: string | undefined;
  /** An element for the head of the page at an address, such as a link to its feed. */
  linkOf?: (url: string) => string | undefined;
};

/**
 * Serves the built web page: its hashed files for ever, and index.html at every address that no
 * route has and that a browser asks for as a page. Everything else that no route has is not found;
 * without a folder, or before it is built, that is all.
 */
export async function serveWeb(
  app: FastifyInstance,
  folder: string | null,
  { storageOrigin, linkOf = () => undefined }: WebOptions = {},
): Promise<void> {
  const index = folder === null ? undefined : await readIndex(folder);
  if (folder !== null && index !== undefined) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (response, path) => {
        const isHashed = path.includes(HASHED_FILES);
        const value = isHashed ? "public, max-age=31536000, immutable" : "no-cache";
        response.header("cache-control", value);
      },
    });
  }
  if (index === undefined) return;
  const policy = pagePolicy(storageOrigin);
  app.get("/*", (request, reply) =>
    wantsPage(request)
      ? sendIndex(reply, { index: withLink(index, linkOf(request.url)), policy })
      : reply.callNotFound(),
  );
}

function wantsPage({ url, headers }: FastifyRequest): boolean {
  const isAddress = url === "/" || (headers.accept ?? "").includes("text/html");
  return isAddress && !url.startsWith("/api/");
}

function withLink(index: string, link: string | undefined): string {
  return link === undefined ? index : index.replace("</head>", () => `${link}</head>`);
}

async function readIndex(folder: string): Promise<string | undefined> {
  const file = join(folder, "index.html");
  return existsSync(file) ? readFile(file, "utf8") : undefined;
}

function sendIndex(
  reply: FastifyReply,
  { index, policy }: { index: string; policy: string },
): FastifyReply {
  return reply
    .header("content-type", "text/html; charset=utf-8")
    .header("content-security-policy", policy)
    .header("cache-control", "no-cache")
    .send(index);
}
