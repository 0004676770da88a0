import type { FastifyReply, FastifyRequest } from "fastify";
import type { Right } from "#contract/endpoint.ts";
import type { AssetKind } from "#contract/fields.ts";
import { isProblem, problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { findRepository, type Repository, requireRight } from "../repositories/index.ts";
import { addressOf, webUrl } from "./address.ts";

export type ContextOf = (request: FastifyRequest) => Promise<RequestContext>;

export type Exchange = { ctx: RequestContext; request: FastifyRequest; reply: FastifyReply };

/** One request to one repository, found and allowed; `head` as in `FoundRepository`. */
export type RepositoryCall = Exchange & { repository: Repository; head: string | null };

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
  const found = await findRepository(ctx, address);
  const repository = requireAccess(exchange, { address, found, right });
  if (found?.movedTo) {
    reply.redirect(movedUrl(request.url, address, repository), 307);
    return undefined;
  }
  return { ...exchange, repository, head: found?.head ?? null };
}

type Wanted = Parameters<typeof requireRight>[1];

/** What a client shows of closed content names the page with the way to it. */
function requireAccess({ ctx }: Exchange, wanted: Wanted): Repository {
  const { found, right } = wanted;
  if (found?.level !== 1 || right !== "read") return requireRight(ctx, wanted);
  const { kind } = found.repository;
  const name = fullNameOf(found.repository);
  throw problem(ctx.viewer.kind === "anonymous" ? "not-signed-in" : "forbidden", {
    detail: `Access to ${kind} ${name} is restricted. ${wayTo(found.repository)} ${webUrl(ctx.baseUrl, kind, name)}`,
    extra: { right },
  });
}

function wayTo({ readNeeds }: Repository): string {
  switch (readNeeds) {
    case "subscription":
      return "Subscribe to it at";
    case "access-and-subscription":
      return "Ask for it, then subscribe, at";
    case "open-code":
      return "Its code is not open: see";
    case "access":
    case null:
      return "Ask for it at";
  }
}

/**
 * The same for git and git-lfs, which send credentials only when they are asked for them: whoever
 * brings none learns nothing but that.
 */
export async function callRepositoryByGit(
  exchange: Exchange,
  kind: AssetKind,
  right: Right,
): Promise<RepositoryCall | undefined> {
  try {
    return await callRepository(exchange, kind, right);
  } catch (error) {
    const isAnonymous = exchange.ctx.viewer.kind === "anonymous";
    throw isAnonymous && isProblem(error, "not-found") ? problem("not-signed-in") : error;
  }
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
