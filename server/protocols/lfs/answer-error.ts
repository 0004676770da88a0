import type { FastifyReply } from "fastify";
import type { Problem } from "#contract/problems.ts";

export const LFS_MEDIA_TYPE = "application/vnd.git-lfs+json";

/** Errors as git-lfs reads them: `{ message, request_id }`; 401 asks git for credentials. */
export function answerLfsError(reply: FastifyReply, error: Problem): FastifyReply {
  if (error.status === 401) reply.header("www-authenticate", 'Basic realm="Open Gallery"');
  if (error.status === 401) reply.header("lfs-authenticate", 'Basic realm="Open Gallery"');
  return reply
    .status(error.status)
    .header("content-type", LFS_MEDIA_TYPE)
    .header("cache-control", "no-store")
    .send(JSON.stringify({ message: error.detail, request_id: reply.request.id }));
}
