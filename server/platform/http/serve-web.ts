import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { problem } from "#contract/problems.ts";
import { answerProblem } from "./answer-problem.ts";

/** The page runs only its own files: no inline script, no eval, no foreign frame around it. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HASHED_FILES = "/_app/";

/**
 * Serves the built web page: its hashed files for ever, and index.html at every address that no
 * route has and that a browser asks for as a page.
 */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  const indexFile = join(folder, "index.html");
  const isBuilt = existsSync(indexFile);
  const index = isBuilt ? await readFile(indexFile) : undefined;
  if (isBuilt) {
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
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === "GET" || request.method === "HEAD";
    const wantsPage = isPage && (request.headers.accept ?? "").includes("text/html");
    if (index === undefined || !wantsPage || request.url.startsWith("/api/")) {
      return answerProblem(reply, problem("not-found"));
    }
    return sendIndex(reply, index);
  });
  if (index !== undefined) app.get("/", (_request, reply) => sendIndex(reply, index));
}

function sendIndex(reply: FastifyReply, index: Buffer): FastifyReply {
  return reply
    .header("content-type", "text/html; charset=utf-8")
    .header("content-security-policy", PAGE_POLICY)
    .header("cache-control", "no-cache")
    .send(index);
}
