import type { Right } from "#contract/endpoint.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { findRepository } from "./find-repository.ts";
import { levelOf } from "./policy.ts";
import type { FoundRepository, Repository, RepositoryAddress } from "./repository.ts";

type Asked = { address: RepositoryAddress; found: FoundRepository | undefined; right: Right };

/**
 * The one door to a repository for every use-case.
 * @throws {Problem} `not-found` below `see`, `not-signed-in` when signing in could help,
 *   `forbidden` when it would not; both with the `right` that is missing.
 */
export async function requireRepository(
  ctx: Pick<RequestContext, "db" | "now" | "viewer">,
  address: RepositoryAddress,
  right: Right,
): Promise<Repository> {
  return requireRight(ctx, { address, found: await findRepository(ctx, address), right });
}

/** As `requireRepository`, for one that was looked up already. */
export function requireRight(
  { viewer }: Pick<RequestContext, "viewer">,
  { address, found, right }: Asked,
): Repository {
  if (found === undefined || found.level === 0) {
    throw problem("not-found", {
      detail: `There is no ${address.kind} ${address.owner}/${address.name}`,
    });
  }
  if (found.level >= levelOf(right)) return found.repository;
  const extra = { right };
  // Only a gate lets somebody see what they may not read.
  const isGated = found.level === 1 && right === "read";
  const hint = isGated ? { hint: "Ask for access on the page of the asset" } : {};
  if (viewer.kind === "anonymous") throw problem("not-signed-in", { extra, ...hint });
  throw problem("forbidden", {
    extra,
    ...hint,
    detail: `You have no ${right} right on ${found.repository.ownerName}/${found.repository.name}`,
  });
}
