import type { IncomingMessage } from "node:http";

const PATIENCE_MS = 5_000;

/**
 * Once a request is answered before all of its body came, the rest is read away: a client that only
 * listens when it has sent everything hears why it was refused, and the connection serves on. One
 * that goes on for longer is cut off.
 */
export function discardRest(request: IncomingMessage): void {
  if (request.complete || request.socket.destroyed) return;
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.destroy();
  }, PATIENCE_MS).unref();
}
