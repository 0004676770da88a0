import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { problem } from "#contract/problems.ts";
import { answerProblem, toProblem } from "./answer-problem.ts";
import { discardRest } from "./discard-rest.ts";
import { endIdleConnections } from "./end-idle-connections.ts";
import { endSilentConnections } from "./end-silent-connections.ts";
import { refuseBrokenAddress, refuseBrokenRequest } from "./refuse-broken-requests.ts";
import { refuseForeignHosts } from "./refuse-foreign-hosts.ts";

export type HttpOptions = {
  log: Logger;
  trustProxy: number;
  idleTimeoutMs: number;
  /** Host names that may stand in the Host header; null: any (the server never builds URLs of it). */
  allowedHosts: ReadonlySet<string> | null;
};

/** A Fastify instance with our defaults: request ids, one error door, hardened headers, raw streams. */
export async function createServer(options: HttpOptions): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = options.log;
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    trustProxy: (_address, hop) => hop < options.trustProxy,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    // Encoded slashes keep their meaning; names may be long and are checked by their own rules.
    routerOptions: { maxParamLength: 8192, ignoreTrailingSlash: false },
    // Big uploads take hours: only silence ends a connection, never a total time.
    requestTimeout: 0,
    connectionTimeout: options.idleTimeoutMs,
    keepAliveTimeout: 65_000,
    return503OnClosing: true,
    forceCloseConnections: "idle",
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: refuseBrokenAddress,
  });
  await app.register(cookie);
  endIdleConnections(app);
  endSilentConnections(app);
  app.addContentTypeParser("*", (_request, _payload, done) => done(null, undefined));
  app.addHook("onRequest", refuseForeignHosts(options.allowedHosts));
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    reply.header("x-content-type-options", "nosniff");
    reply.header("referrer-policy", "strict-origin-when-cross-origin");
    reply.header("x-frame-options", "DENY");
  });
  app.addHook("onResponse", async (request, reply) => {
    discardRest(request.raw);
    request.log.info(
      {
        method: request.method,
        // Query strings can hold signatures: only the path is logged.
        path: request.url.split("?", 1)[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "request",
    );
  });
  app.setErrorHandler((error, request, reply) => answerProblem(reply, toProblem(error, request)));
  app.setNotFoundHandler((_request, reply) => answerProblem(reply, problem("not-found")));
  return app;
}
