import type { Right } from "#contract/endpoint.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { findRepository } from "./find-repository.ts";
import { levelOf } from "./policy.ts";
import type { FoundRepository, ReadNeeds, Repository, RepositoryAddress } from "./repository.ts";

type Asked = { address: RepositoryAddress; found: FoundRepository | undefined; right: Right };

/** The way to the content for who sees a repository and may not read it. */
const HINTS: Record<ReadNeeds, string> = {
  access: "Ask for access on the page of the asset",
  subscription: "Subscribe on the page of the asset",
  "access-and-subscription": "Ask for access, then subscribe, on the page of the asset",
  "open-code": "Its owner keeps the code closed",
};

/**
 * The one door to a repository for every use-case.
 * @throws {Problem} `not-found` below `see`, `not-signed-in` when signing in could help,
 *   `forbidden` when it would not; both with the `right` that is missing, and with what the content
 *   `needs` where it is closed to who sees it.
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
  const isClosed = found.level === 1 && right === "read";
  const needs = isClosed ? (found.repository.readNeeds ?? "access") : null;
  const extra = { right, ...(needs === null ? {} : { needs }) };
  const hint = needs === null ? {} : { hint: HINTS[needs] };
  if (viewer.kind === "anonymous") throw problem("not-signed-in", { extra, ...hint });
  throw problem("forbidden", {
    extra,
    ...hint,
    detail: `You have no ${right} right on ${found.repository.ownerName}/${found.repository.name}`,
  });
}
