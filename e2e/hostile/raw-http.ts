import { once } from "node:events";
import { connect, type Socket } from "node:net";

export type RawAnswer = { status: number; head: string; body: string; text: string };

/** Sends bytes as they are, not as an HTTP client would, and reads until the server hangs up. */
export async function sendRaw(url: string, ...pieces: (string | Uint8Array)[]): Promise<RawAnswer> {
  const socket = await openSocket(url);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  const closed = once(socket, "close");
  for (const piece of pieces) socket.write(piece);
  await closed;
  const text = Buffer.concat(chunks).toString();
  const [head = "", ...rest] = text.split("\r\n\r\n");
  return { status: Number(head.split(" ", 2)[1]), head, body: rest.join("\r\n\r\n"), text };
}

/** Sends bytes and breaks the connection as a pulled cable would, before an answer. */
export async function sendAndCut(url: string, ...pieces: (string | Uint8Array)[]): Promise<void> {
  const socket = await openSocket(url);
  for (const piece of pieces) {
    await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
  }
  socket.resetAndDestroy();
}

async function openSocket(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // A server that refuses hangs up while it is still being written to.
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** A request head: `Host` and whatever else is given, in this order. */
export function head(request: string, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${request} HTTP/1.1`, ...lines, "", ""].join("\r\n");
}
