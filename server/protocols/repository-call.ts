import type { FastifyReply, FastifyRequest } from "fastify";
import type { Right } from "#contract/endpoint.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { findRepository, type Repository, requireRepository } from "../repositories/index.ts";
import { addressOf } from "./address.ts";

export type ContextOf = (request: FastifyRequest) => Promise<RequestContext>;

/** One request to one repository, found and allowed. */
export type RepositoryCall = {
  ctx: RequestContext;
  repository: Repository;
  request: FastifyRequest;
  reply: FastifyReply;
};

export type Exchange = { ctx: RequestContext; request: FastifyRequest; reply: FastifyReply };

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

/** `namespace/name` in its real case. */
export function fullNameOf(repository: Repository): string {
  return `${repository.ownerName}/${repository.name}`;
}
