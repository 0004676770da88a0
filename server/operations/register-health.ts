import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { askDatabase } from "./store.ts";

/**
 * `/healthz`: this process answers. `/readyz`: database and store answer too, and the server is not
 * draining; a load balancer sends requests only where it is ready.
 */
export function registerHealth(app: FastifyInstance, ctx: Context): void {
  let isDraining = false;
  app.addHook("preClose", async () => {
    isDraining = true;
  });
  app.get("/healthz", async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok" }),
  );
  app.get("/readyz", async (_request, reply) => {
    const checks = {
      server: !isDraining,
      database: await succeeds(() => askDatabase(ctx.db)),
    };
    const isReady = Object.values(checks).every(Boolean);
    return reply
      .status(isReady ? 200 : 503)
      .header("cache-control", "no-store")
      .send({ status: isReady ? "ready" : "not ready", checks });
  });
}

async function succeeds(check: () => Promise<unknown>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch {
    return false;
  }
}
