import { ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ConnectionError, FastifyReply, FastifyRequest } from "fastify";
import { type Problem, problem, toDocument } from "#contract/problems.ts";
import { answerProblem, toProblem } from "./answer-problem.ts";

/**
 * Answers what cannot be read as HTTP, before there is a request, and hangs up: nothing that comes
 * after it on this connection could be told from its body.
 */
export function refuseBrokenRequest(error: ConnectionError, socket: Socket): void {
  if (error.code !== "ECONNRESET" && socket.writable && !isAnswering(socket)) {
    socket.write(textOf(problemOf(error)));
  }
  socket.destroy(error);
}

/** Answers an address that the router cannot read; no hook has seen this request. */
export function refuseBrokenAddress(
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.header("x-content-type-options", "nosniff");
  answerProblem(reply, toProblem(error, request));
}

/** An answer that has begun would only be damaged by a second one in its middle. */
function isAnswering(socket: Socket): boolean {
  const answer: unknown = Reflect.get(socket, "_httpMessage");
  return answer instanceof ServerResponse && answer.headersSent;
}

function problemOf({ code }: ConnectionError): Problem {
  if (code === "HPE_HEADER_OVERFLOW") {
    return problem("headers-too-large", {
      detail: "The address and the headers of the request have more than 16 KiB together",
    });
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return problem("request-timeout");
  return problem("validation-failed", { detail: "This is not a valid HTTP request" });
}

function textOf(error: Problem): string {
  const body = JSON.stringify(toDocument(error));
  return [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    "cache-control: no-store",
    "x-content-type-options: nosniff",
    "connection: close",
    "",
    body,
  ].join("\r\n");
}
