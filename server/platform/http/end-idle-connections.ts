import type { FastifyInstance } from "fastify";

/**
 * While the server closes, a connection ends with the answer it is waiting for. Fastify ends those
 * that are idle when it begins to close; one that is answered later would be kept alive for as long
 * as its client likes, and the server would not end before.
 */
export function endIdleConnections(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook("preClose", async () => {
    isClosing = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    if (isClosing) reply.header("connection", "close");
  });
  app.addHook("onResponse", async () => {
    // Its header was on the way before, and promised to keep the connection.
    if (isClosing) setImmediate(() => app.server.closeIdleConnections());
  });
}
