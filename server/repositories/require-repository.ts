import type { Right } from "#contract/endpoint.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { findRepository } from "./find-repository.ts";
import { levelOf } from "./policy.ts";
import type { Repository, RepositoryAddress } from "./repository.ts";

/**
 * The one door to a repository for every use-case.
 * @throws {Problem} `not-found` below `see`, `not-signed-in` when signing in could help,
 *   `forbidden` when it would not.
 */
export async function requireRepository(
  ctx: Pick<RequestContext, "db" | "now" | "viewer">,
  address: RepositoryAddress,
  right: Right,
): Promise<Repository> {
  const found = await findRepository(ctx, address);
  if (found === undefined || found.level === 0) {
    throw problem("not-found", {
      detail: `There is no ${address.kind} ${address.owner}/${address.name}`,
    });
  }
  if (found.level >= levelOf(right)) return found.repository;
  if (ctx.viewer.kind === "anonymous") throw problem("not-signed-in");
  throw problem("forbidden", {
    detail: `You have no ${right} right on ${found.repository.ownerName}/${found.repository.name}`,
  });
}
