import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { isProblem } from "#contract/problems.ts";
import {
  bandPackets,
  FLUSH_PACKET,
  PackError,
  PacketError,
  packetOf,
} from "../../platform/git/index.ts";
import { toProblem } from "../../platform/http/index.ts";

/** Long enough for one packet: small pieces travel together. */
const GATHERED_BYTES = 65_515;

/** Starts the answer to a call of git; a failure after that ends the connection. */
export function answerPackets(
  reply: FastifyReply,
  service: "upload-pack" | "receive-pack",
  packets: AsyncIterable<Uint8Array>,
): FastifyReply {
  return reply
    .header("content-type", `application/x-git-${service}-result`)
    .header("cache-control", "no-cache")
    .send(Readable.from(packets, { objectMode: false }));
}

/** What went wrong, as the one packet that every client shows to its user. */
export async function answerFailure(
  reply: FastifyReply,
  service: "upload-pack" | "receive-pack",
  error: unknown,
): Promise<FastifyReply> {
  const message = packetOf(`ERR ${messageOf(reply, error)}\n`);
  return answerPackets(
    reply,
    service,
    (async function* () {
      yield message;
    })(),
  );
}

/** The words for a user; what is our own fault is logged and named by the request. */
export function messageOf(reply: FastifyReply, error: unknown): string {
  if (error instanceof PackError || error instanceof PacketError) return error.message;
  const found = isProblem(error) ? error : toProblem(error, reply.request);
  return [found.detail, found.hint].filter((text) => text !== undefined && text !== "").join(". ");
}

/** A long answer in the side band, ended as the protocol wants it; failures are told in it. */
export async function* inSideBand(
  reply: FastifyReply,
  pack: AsyncIterable<Buffer>,
  { isLong, progress }: { isLong: boolean; progress: string },
): AsyncGenerator<Buffer, void, undefined> {
  if (progress !== "") yield* bandPackets("progress", progress, { isLong });
  try {
    for await (const bytes of gather(pack)) yield* bandPackets("data", bytes, { isLong });
  } catch (error) {
    yield* bandPackets("error", `${messageOf(reply, error)}\n`, { isLong });
  }
  yield FLUSH_PACKET;
}

/** The same bytes in fewer, larger pieces. */
export async function* gather(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  for await (const bytes of source) {
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waitingBytes < GATHERED_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
  }
  if (waitingBytes > 0) yield Buffer.concat(waiting);
}
