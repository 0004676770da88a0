import type { ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";
import { parseByteRange } from "../storage/byte-range.ts";
import type { ByteSpan, ReadOptions } from "../storage/index.ts";
import { isUnchanged, rangeStillApplies } from "./entity-tags.ts";

/** Bytes that can be sent in whole or in part. */
export type Representation = {
  sizeBytes: number;
  /** Depends on the content only; without quotes. Absent: no conditional requests, no resumption. */
  entityTag?: string;
  /** Gives exactly the bytes from `start` up to `end`; each chunk may be overwritten by the next. */
  read: (options: ReadOptions) => AsyncIterable<Uint8Array>;
};

type Headers = Record<string, number | string | string[]>;

type Sending = ByteSpan & { representation: Representation; status: number; headers: Headers };

export function bufferRepresentation(bytes: Uint8Array, entityTag?: string): Representation {
  return {
    sizeBytes: bytes.byteLength,
    ...(entityTag === undefined ? {} : { entityTag }),
    async *read({ start = 0, end = bytes.byteLength }) {
      yield bytes.subarray(start, end);
    },
  };
}

/**
 * Answers GET or HEAD with bytes: 200, 206 for one range, 304. Headers set on `reply` before go
 * along; `onSend` hooks and compression do not see these bytes. Resolves when all is sent or the
 * client is gone. Source: RFC 9110 §13, §14.
 * @throws {Problem} `range-not-satisfiable`; whatever reading the first chunk throws. A failure
 * after that cuts the connection, so that no client takes a part for the whole.
 */
export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  representation: Representation,
): Promise<FastifyReply> {
  const { sizeBytes, entityTag } = representation;
  const headers: Headers = { "accept-ranges": "bytes" };
  if (entityTag !== undefined) headers["etag"] = `"${entityTag}"`;
  if (isUnchanged(request.headers["if-none-match"], entityTag)) {
    return answerEmpty(reply, 304, headers);
  }
  const span = request.method === "GET" ? wantedSpan(request, reply, representation) : undefined;
  const { start, end } = span ?? { start: 0, end: sizeBytes };
  headers["content-type"] = reply.getHeader("content-type") ?? "application/octet-stream";
  headers["content-length"] = end - start;
  if (span) headers["content-range"] = `bytes ${start}-${end - 1}/${sizeBytes}`;
  const status = span ? 206 : 200;
  if (request.method === "HEAD" || start === end) return answerEmpty(reply, status, headers);
  return answerStream(reply, { representation, start, end, status, headers });
}

/** The one range that the client wants and may have; undefined: the whole. */
function wantedSpan(
  request: FastifyRequest,
  reply: FastifyReply,
  { sizeBytes, entityTag }: Representation,
): ByteSpan | undefined {
  const ifRange = request.headers["if-range"];
  if (!rangeStillApplies(typeof ifRange === "string" ? ifRange : undefined, entityTag)) {
    return undefined;
  }
  const range = parseByteRange(request.headers.range, sizeBytes);
  if (sizeBytes === 0 && range.kind === "unsatisfiable") {
    // No range lies in nothing, and a server may ignore one (RFC 9110 §14.2): whoever asks for the
    // first byte to learn the size, as clients of the hub do in JavaScript, learns it.
    reply.header("content-range", "bytes */0");
    return undefined;
  }
  if (range.kind === "unsatisfiable") {
    reply.header("content-range", `bytes */${sizeBytes}`);
    throw problem("range-not-satisfiable", {
      detail: `The range ${request.headers.range} lies outside of ${sizeBytes} bytes`,
      extra: { sizeBytes },
    });
  }
  return range.kind === "part" ? { start: range.start, end: range.end } : undefined;
}

function answerEmpty(reply: FastifyReply, status: number, headers: Headers): FastifyReply {
  takeOver(reply, status, headers).end();
  return reply;
}

/**
 * Writes chunk after chunk, each only when the one before has left: with reused buffers this moves
 * bytes about as fast as the kernel's own sendfile.
 */
async function answerStream(
  reply: FastifyReply,
  { representation, start, end, status, headers }: Sending,
): Promise<FastifyReply> {
  const gone = new AbortController();
  const options = { start, end, signal: gone.signal, reuseBuffers: true };
  const chunks = representation.read(options)[Symbol.asyncIterator]();
  // Before the head is sent a failure can still be answered as a problem.
  let next = await chunks.next();
  const raw = takeOver(reply, status, headers);
  raw.once("close", () => gone.abort());
  let sentBytes = 0;
  try {
    while (next.done !== true) {
      await writeOut(raw, next.value, gone.signal);
      sentBytes += next.value.byteLength;
      next = await chunks.next();
    }
    if (sentBytes !== end - start) throw new Error(`${sentBytes} of ${end - start} bytes came`);
    raw.end();
  } catch (error) {
    const isClientGone = gone.signal.aborted || raw.socket === null || raw.socket.destroyed;
    if (!isClientGone) reply.log.error({ err: error }, "sending bytes failed");
    raw.destroy();
  } finally {
    await chunks.return?.();
  }
  return reply;
}

/** Resolves when the chunk has left this process: then its memory may be used again. */
function writeOut(raw: ServerResponse, chunk: Uint8Array, gone: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error("the client is gone"));
    if (raw.destroyed || gone.aborted) {
      stop();
      return;
    }
    gone.addEventListener("abort", stop, { once: true });
    raw.write(chunk, (error) => {
      gone.removeEventListener("abort", stop);
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Sends the head, with all headers that were set on the reply, past the framework. */
function takeOver(reply: FastifyReply, status: number, headers: Headers): ServerResponse {
  const all = Object.entries({ ...reply.getHeaders(), ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  reply.code(status).hijack();
  reply.raw.writeHead(status, Object.fromEntries(all));
  return reply.raw;
}
