import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { Workplace } from "./workplace.ts";

/** A way to a server on which every byte is counted, in both directions. */
export type CountingProxy = {
  url: string;
  /** All that has passed so far. */
  bytes: () => { toServer: number; fromServer: number };
};

/** @param port of loopback, at which the server listens or will listen. */
export async function startCountingProxy(
  workplace: Workplace,
  port: number,
): Promise<CountingProxy> {
  const counted = { toServer: 0, fromServer: 0 };
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const [from, to, direction] of [
      [client, upstream, "toServer"],
      [upstream, client, "fromServer"],
    ] as const) {
      open.add(from);
      from.on("data", (bytes) => {
        counted[direction] += bytes.length;
      });
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        open.delete(from);
        to.destroy();
      });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  workplace.later(async () => {
    for (const socket of open) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return { url: `http://127.0.0.1:${address.port}`, bytes: () => ({ ...counted }) };
}
