import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { Problem, problem, toDocument } from "#contract/problems.ts";

/** Writes one problem as RFC 9457; protocols with their own error form pass their own writer. */
export function answerProblem(reply: FastifyReply, error: Problem): FastifyReply {
  if (error.retryAfterSeconds !== undefined) {
    reply.header("retry-after", String(Math.ceil(error.retryAfterSeconds)));
  }
  return reply
    .status(error.status)
    .header("content-type", "application/problem+json")
    .header("cache-control", "no-store")
    .send(Buffer.from(JSON.stringify(toDocument(error, reply.request.id))));
}

/** The one door for errors: whatever was thrown becomes a Problem; bugs are logged with their stack. */
export function toProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) {
    // What the caller cannot mend, the operator must be able to find.
    if (error.status >= 500 && error.cause !== undefined) {
      request.log.error({ err: error }, "request failed");
    }
    return error;
  }
  const known = fromFastify(error);
  if (known !== undefined) return known;
  if (request.socket.destroyed) {
    request.log.info({ err: error }, "the client went away");
    return problem("unavailable", { detail: "The connection was cut" });
  }
  request.log.error({ err: error }, "request failed");
  return problem("internal", {
    detail: `The server made a mistake. It is logged under request ${request.id}.`,
  });
}

const FASTIFY_CODES: Record<string, (error: FastifyError) => Problem> = {
  FST_ERR_CTP_INVALID_JSON_BODY: () =>
    problem("validation-failed", { detail: "body: is not valid JSON" }),
  FST_ERR_CTP_EMPTY_JSON_BODY: () =>
    problem("validation-failed", { detail: "body: is empty, JSON is expected" }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => problem("unsupported-media-type"),
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    problem("body-too-large", { detail: "The request body is larger than this endpoint takes" }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    problem("validation-failed", { detail: "body: is not as long as Content-Length says" }),
};

function fromFastify(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const known = FASTIFY_CODES[String(error.code)];
  if (known !== undefined) return known(error as FastifyError);
  const status = "statusCode" in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500
    ? problem("validation-failed", { detail: error.message, cause: error })
    : undefined;
}
