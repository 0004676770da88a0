import { once } from "node:events";
import { createConnection, type Socket } from "node:net";

/** Where clamd listens: `host:port`, or the path of its socket. */
export type ClamdAddress = { path: string } | { host: string; port: number };

/**
 * - `clean`: clamd knows nothing bad of it.
 * - `infected`: it names what it found.
 * - `too-large`: above clamd's own StreamMaxLength, so it has refused to look at the rest.
 */
export type ClamdVerdict =
  | { state: "clean" }
  | { state: "infected"; signature: string }
  | { state: "too-large" };

/** clamd cannot be reached, or does not answer as its protocol says. */
export class ClamdError extends Error {
  override name = "ClamdError";
}

const CHUNK_BYTES = 64 * 1024;
const ANSWER_LIMIT_BYTES = 4096;
/** Between two signs of life. */
const IDLE_MS = 120_000;

/**
 * Sends bytes to clamd as they come and gives its verdict (command INSTREAM of clamd(8): chunks with
 * their length in front, in network byte order, and an empty one at the end).
 * @throws {ClamdError}
 */
export async function scanStream(
  address: ClamdAddress,
  bytes: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<ClamdVerdict> {
  const socket = createConnection(address);
  const answer = readAnswer(socket);
  // It is awaited after the bytes are sent; when sending fails first, that is what is thrown.
  answer.catch(() => {});
  const abort = () => socket.destroy(new ClamdError("given up"));
  signal?.addEventListener("abort", abort, { once: true });
  try {
    await send(socket, bytes);
    return verdictOf(await answer);
  } catch (error) {
    if (error instanceof ClamdError || !isSocketError(error)) throw error;
    if (isClosed(error) && (await pingClamd(address))) return { state: "too-large" };
    throw new ClamdError(error.message);
  } finally {
    signal?.removeEventListener("abort", abort);
    socket.destroy();
  }
}

/** Ends early when clamd has answered: it then wants no more. */
async function send(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await write(socket, Buffer.from("zINSTREAM\0"));
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.byteLength; at += CHUNK_BYTES) {
      if (!socket.writable || socket.readableEnded) return;
      const part = chunk.subarray(at, at + CHUNK_BYTES);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.byteLength);
      if (!(await write(socket, Buffer.concat([length, part])))) return;
    }
  }
  await write(socket, Buffer.alloc(4));
}

/** @returns false when clamd has closed the connection instead of taking more. */
async function write(socket: Socket, bytes: Buffer): Promise<boolean> {
  if (socket.destroyed) return false;
  if (socket.write(bytes)) return true;
  await Promise.race([once(socket, "drain"), once(socket, "close")]);
  return !socket.destroyed;
}

function readAnswer(socket: Socket): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  socket.setTimeout(IDLE_MS, () => socket.destroy(new ClamdError("it does not answer")));
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
    if (text.includes("\0") || text.length > ANSWER_LIMIT_BYTES) resolve(text);
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    // clamd closes while bytes are still on their way to it; what it said before counts.
    if (text !== "" && isClosed(error)) resolve(text);
    else reject(error);
  });
  socket.on("close", () => {
    if (text === "") reject(new ClamdError("it closed the connection without an answer"));
    else resolve(text);
  });
  return promise;
}

function verdictOf(answer: string): ClamdVerdict {
  const text = answer.replace(/\0.*$/s, "").trim();
  const signature = /^stream: (.+) FOUND$/.exec(text)?.[1];
  if (signature !== undefined) return { state: "infected", signature };
  if (text === "stream: OK") return { state: "clean" };
  if (/size limit exceeded/i.test(text)) return { state: "too-large" };
  throw new ClamdError(`it answers ${JSON.stringify(text.slice(0, 200))}`);
}

/**
 * Above its StreamMaxLength clamd answers and closes while bytes are still on their way to it: the
 * system then resets the connection, and the answer is lost with it. It closes for no other reason.
 */
function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === "EPIPE" || code === "ECONNRESET";
}

function isSocketError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

/** Whether clamd answers. */
export async function pingClamd(address: ClamdAddress): Promise<boolean> {
  const socket = createConnection(address);
  const answer = readAnswer(socket);
  socket.write("zPING\0");
  try {
    return (await answer).startsWith("PONG");
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
