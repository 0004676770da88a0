import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterAll } from "vitest";

export type CuttingProxy = {
  url: string;
  /** To a port of this machine. */
  leadTo: (port: number) => void;
  /** Cuts the next connection on which so many bytes have gone one way; says when it did. */
  cutAfter: (direction: "up" | "down", bytes: number) => { wasCut: () => boolean };
};

/** A way to a server that breaks when it is told to; closed when the file ends. */
export async function cuttingProxy(): Promise<CuttingProxy> {
  let target = 0;
  let plan: { direction: "up" | "down"; bytes: number; wasCut: boolean } | undefined;
  const open = new Set<Socket>();

  const forward = (from: Socket, to: Socket, direction: "up" | "down") => {
    let passedBytes = 0;
    from.on("data", (chunk: Buffer) => {
      passedBytes += chunk.length;
      if (plan !== undefined && !plan.wasCut && plan.direction === direction) {
        if (passedBytes > plan.bytes) {
          plan.wasCut = true;
          from.destroy();
          to.destroy();
          return;
        }
      }
      if (!to.write(chunk)) from.pause();
    });
    to.on("drain", () => from.resume());
    from.on("end", () => to.end());
    from.on("error", () => to.destroy());
    from.on("close", () => open.delete(from));
    open.add(from);
  };

  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    forward(client, upstream, "up");
    forward(upstream, client, "down");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo(port) {
      target = port;
    },
    cutAfter(direction, bytes) {
      const made = { direction, bytes, wasCut: false };
      plan = made;
      return { wasCut: () => made.wasCut };
    },
  };
}
