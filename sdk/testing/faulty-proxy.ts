import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** What becomes of a piece of data on its way: it may be changed, or the connection cut. */
export type Fault = (chunk: Buffer, bytesBefore: number) => Buffer | "cut";

export type FaultyProxy = {
  url: string;
  /** Bytes that have passed towards the server. */
  sentBytes: number;
  /** Bytes that have passed towards the client. */
  receivedBytes: number;
  /** For each connection anew, with the number of bytes that passed on it before. */
  onSend: Fault | undefined;
  onReceive: Fault | undefined;
  close: () => Promise<void>;
};

/** A TCP proxy in front of a server, for tests: it counts, damages and cuts what passes. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const pass = (from: Socket, to: Socket, how: "sent" | "received") => {
      let before = 0;
      sockets.add(from);
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on("error", () => to.destroy());
      from.on("data", (chunk) => {
        const fault = how === "sent" ? proxy.onSend : proxy.onReceive;
        const passed = fault === undefined ? chunk : fault(chunk, before);
        before += chunk.byteLength;
        if (passed === "cut") {
          client.destroy();
          upstream.destroy();
          return;
        }
        if (how === "sent") proxy.sentBytes += passed.byteLength;
        else proxy.receivedBytes += passed.byteLength;
        if (!to.write(passed)) from.pause();
      });
      to.on("drain", () => from.resume());
    };
    pass(client, upstream, "sent");
    pass(upstream, client, "received");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sentBytes: 0,
    receivedBytes: 0,
    onSend: undefined,
    onReceive: undefined,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}
