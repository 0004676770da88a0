import type { FastifyReply } from "fastify";
import type { Problem } from "#contract/problems.ts";

/** Errors as git shows them to its user: plain words. 401 makes it ask for credentials. */
export function answerGitError(reply: FastifyReply, error: Problem): FastifyReply {
  if (error.status === 401) reply.header("www-authenticate", 'Basic realm="Open Gallery"');
  return reply
    .status(error.status)
    .header("content-type", "text/plain; charset=utf-8")
    .header("cache-control", "no-store")
    .send(`${[error.detail, error.hint].filter(Boolean).join(". ")}\n`);
}
