import { createRequire } from "node:module";
import { dirname } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { describeApi } from "#contract/openapi.ts";
import { API_PREFIX } from "../platform/http/index.ts";
import { VERSION } from "../version.ts";

const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Open Gallery API</title>
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: "${API_PREFIX}/openapi.json", dom_id: "#docs", deepLinking: true });
`;

/** `GET /api/v1/openapi.json` and the interactive page `/api/docs`. */
export async function registerDocs(
  app: FastifyInstance,
  baseUrlOf: (request: FastifyRequest) => string,
): Promise<void> {
  app.get(`${API_PREFIX}/openapi.json`, async (request, reply) =>
    reply
      .header("cache-control", "no-cache")
      .send(describeApi({ url: baseUrlOf(request), version: VERSION })),
  );
  app.get("/api/docs", async (_request, reply) =>
    reply
      .header("content-security-policy", DOCS_POLICY)
      .header("content-type", "text/html; charset=utf-8")
      .send(PAGE),
  );
  app.get("/api/docs/start.js", async (_request, reply) =>
    reply.header("content-type", "text/javascript; charset=utf-8").send(START),
  );
  await app.register(fastifyStatic, {
    root: dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json")),
    prefix: "/api/docs/assets/",
    allowedPath: (path) => /^\/swagger-ui(-bundle)?\.(css|js)$/.test(path),
    decorateReply: false,
    maxAge: "1d",
  });
}
