import type { FastifyInstance } from "fastify";

/**
 * A connection on which nothing moves is ended, unless it is our turn: while the server works on an
 * answer its client can only wait, however long that takes.
 */
export function endSilentConnections(app: FastifyInstance): void {
  app.server.on("request", (request, response) => {
    // Who listens has to end the connection; otherwise it ends by itself.
    response.on("timeout", () => {
      const isOurTurn = request.complete && !response.headersSent;
      if (!isOurTurn) request.socket.destroy();
    });
  });
}
