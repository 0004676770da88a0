import type { FastifyReply } from "fastify";

/** Aborted when the answer is through, or when nobody waits for it any more. */
export function goneOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => gone.abort());
  return gone.signal;
}
