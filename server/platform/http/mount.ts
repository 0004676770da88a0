import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type Access,
  type Body,
  type ByteStream,
  type Endpoint,
  isStream,
  type Output,
  type Params,
  type Query,
} from "#contract/endpoint.ts";
import { parseInput } from "./parse-input.ts";

export const API_PREFIX = "/api/v1";
const DEFAULT_BODY_LIMIT = 1024 * 1024;

/** What a handler gets: validated input, and the context of this request. */
export type Call<C, E extends Endpoint> = {
  ctx: C;
  params: Params<E>;
  query: Query<E>;
  /** Of a byte-stream body: read it from `request.raw`. */
  body: E extends { body: ByteStream } ? undefined : Body<E>;
  request: FastifyRequest;
  reply: FastifyReply;
};

/** JSON answers are returned; byte streams are sent through `reply` by the handler. */
export type Handler<C, E extends Endpoint> = (
  call: Call<C, E>,
) => Promise<E["answer"] extends { body: ByteStream } ? void : Output<E>>;

export type Mount<C> = <const E extends Endpoint>(endpoint: E, handler: Handler<C, E>) => void;

export type MountOptions<C> = {
  /** Authenticates the caller and makes the context. Throws Problem when credentials are wrong. */
  contextOf: (request: FastifyRequest) => Promise<C>;
  /** Throws Problem when the caller's identity or token scope is not enough. */
  admit: (access: Access, ctx: C, endpoint: Endpoint) => void;
  /** Runs a write at most once per idempotency key. */
  once: (call: {
    ctx: C;
    request: FastifyRequest;
    run: () => Promise<unknown>;
  }) => Promise<unknown>;
  /** Checks every JSON answer against its schema: on in tests, off where speed counts. */
  checksAnswers: boolean;
};

/** Makes the function that puts endpoints of the contract on a Fastify instance. */
export function createMount<C>(app: FastifyInstance, options: MountOptions<C>): Mount<C> {
  return (endpoint, handler) => {
    app.route({
      method: endpoint.method,
      url: API_PREFIX + endpoint.path,
      bodyLimit: endpoint.bodyLimitBytes ?? DEFAULT_BODY_LIMIT,
      config: { endpoint },
      handler: async (request, reply) => {
        const ctx = await options.contextOf(request);
        options.admit(endpoint.access, ctx, endpoint);
        const input = parseInput(endpoint, request);
        const body = isStream(endpoint.body) ? undefined : input.body;
        const call = { ctx, params: input.params, query: input.query, body, request, reply };
        const run = () => handler(call as Call<C, typeof endpoint>);
        const answer = endpoint.idempotent
          ? await options.once({ ctx, request, run })
          : await run();
        if (reply.sent || isStream(endpoint.answer.body)) return reply;
        if (options.checksAnswers) checkAnswer(endpoint, answer);
        return send(reply, endpoint, answer);
      },
    });
  };
}

function checkAnswer({ answer: { body } }: Endpoint, answer: unknown): void {
  if (body !== undefined && !isStream(body)) body.parse(answer);
}

function send(reply: FastifyReply, endpoint: Endpoint, answer: unknown) {
  reply.status(endpoint.answer.status).header("cache-control", "no-store");
  if (endpoint.answer.body === undefined || isStream(endpoint.answer.body)) return reply.send();
  return reply.send(answer);
}

declare module "fastify" {
  interface FastifyContextConfig {
    endpoint?: Endpoint;
  }
}
