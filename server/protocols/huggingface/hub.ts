import type { FastifyInstance } from "fastify";
import type { Right } from "#contract/endpoint.ts";
import { HUB_TYPES, type HubType } from "../address.ts";
import { callRepository, type ContextOf, type RepositoryCall } from "../repository-call.ts";

export type Hub = {
  app: FastifyInstance;
  contextOf: ContextOf;
};

type RepositoryRoute = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Behind `/api/{type}/{owner}/{name}`. */
  path: string;
  right: Right;
  bodyLimit?: number;
  answer: (call: RepositoryCall) => Promise<unknown>;
};

/** Mounts a route for models, datasets and spaces alike, with its permission check before it. */
export function onEachType({ app, contextOf }: Hub, route: RepositoryRoute): void {
  for (const type of Object.keys(HUB_TYPES) as HubType[]) {
    app.route({
      method: route.method,
      url: `/api/${type}/:owner/:name${route.path}`,
      ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
      handler: async (request, reply) => {
        const ctx = await contextOf(request);
        const call = await callRepository({ ctx, request, reply }, HUB_TYPES[type], route.right);
        return call === undefined ? reply : route.answer(call);
      },
    });
  }
}
