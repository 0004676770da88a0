import type { FastifyInstance, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { problem } from "#contract/problems.ts";
import type { Context, RequestContext } from "../context.ts";
import { isLoopback } from "../platform/http/index.ts";
import { sumWholeCopies } from "../repositories/index.ts";

/** `GET /metrics`: Prometheus text, for administrators and for scrapers on the same machine. */
export function registerMetrics(
  app: FastifyInstance,
  ctx: Pick<Context, "db">,
  contextOf: (request: FastifyRequest) => Promise<RequestContext>,
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "gallery_" });
  const requests = new Counter({
    name: "gallery_http_requests_total",
    help: "Requests answered",
    labelNames: ["method", "route", "status"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "gallery_http_request_duration_seconds",
    help: "Time from the request's first byte to the end of its answer",
    labelNames: ["method", "route"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
    registers: [registry],
  });
  registry.registerMetric(
    new Gauge({
      name: "gallery_whole_copy_bytes",
      help: "Chunked contents that lie whole in the store too, because they are downloaded often",
      registers: [],
      async collect() {
        this.set(await sumWholeCopies(ctx));
      },
    }),
  );
  app.addHook("onResponse", async (request, reply) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? "none";
    requests.inc({ method, route, status: reply.statusCode });
    durations.observe({ method, route }, reply.elapsedTime / 1000);
  });
  app.get("/metrics", async (request, reply) => {
    await requireScraper(request, contextOf);
    return reply.header("content-type", registry.contentType).send(await registry.metrics());
  });
}

/** A request that a proxy forwarded is not from this machine, whatever its socket says. */
async function requireScraper(
  request: FastifyRequest,
  contextOf: (request: FastifyRequest) => Promise<RequestContext>,
): Promise<void> {
  const isForwarded = "x-forwarded-for" in request.headers || "forwarded" in request.headers;
  if (isLoopback(request.socket.remoteAddress ?? "") && !isForwarded) return;
  const { viewer } = await contextOf(request);
  if (viewer.kind !== "account" || !viewer.isAdmin) throw problem("not-found");
}
