import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Right } from "#contract/endpoint.ts";
import type { AssetKind } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { findRepository, type Repository, requireRepository } from "../../repositories/index.ts";
import { addressOf, HUB_TYPES, type HubType } from "./address.ts";

export type ContextOf = (request: FastifyRequest) => Promise<RequestContext>;

/** One request to one repository, found and allowed. */
export type RepositoryCall = {
  ctx: RequestContext;
  repository: Repository;
  request: FastifyRequest;
  reply: FastifyReply;
};

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

type Exchange = { ctx: RequestContext; request: FastifyRequest; reply: FastifyReply };

/**
 * Finds the repository and checks the right. Undefined: the address is an old one, and the answer
 * is a redirect to the same call at the new one (clients follow 307).
 */
export async function callRepository(
  exchange: Exchange,
  kind: AssetKind,
  right: Right,
): Promise<RepositoryCall | undefined> {
  const { ctx, request, reply } = exchange;
  const address = addressOf(request, kind);
  const repository = await requireRepository(ctx, address, right);
  const found = await findRepository(ctx, address);
  if (found?.movedTo) {
    reply.redirect(movedUrl(request.url, address, repository), 307);
    return undefined;
  }
  return { ctx, repository, request, reply };
}

function movedUrl(url: string, from: { owner: string; name: string }, to: Repository): string {
  const fromPath = `/${encodeURIComponent(from.owner)}/${encodeURIComponent(from.name)}`;
  const toPath = `/${encodeURIComponent(to.ownerName)}/${encodeURIComponent(to.name)}`;
  return url.replace(fromPath, toPath);
}

/** The signed-in account behind the token, or the hub's 401. */
export function requireSignedIn(ctx: RequestContext) {
  if (ctx.viewer.kind !== "account") {
    throw problem("not-signed-in", { detail: "Invalid username or password." });
  }
  return ctx.viewer;
}

export function fullNameOf(repository: Repository): string {
  return `${repository.ownerName}/${repository.name}`;
}
