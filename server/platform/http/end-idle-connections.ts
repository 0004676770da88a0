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
  app.server.on("request", (_request, response) => {
    // Its header may have been on its way before, and promised to keep the connection.
    response.once("finish", () => {
      if (isClosing) setImmediate(() => app.server.closeIdleConnections());
    });
  });
}
