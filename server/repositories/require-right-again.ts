import type { Right } from "#contract/endpoint.ts";
import type { RequestContext } from "../context.ts";
import type { Repository } from "./repository.ts";
import { requireRepository } from "./require-repository.ts";
import { getById } from "./store/repositories.ts";

/**
 * For work that takes long: whether the viewer still may, wherever the repository is by now.
 * @throws {Problem} as `requireRepository`; `not-found` when it was deleted.
 */
export async function requireRightAgain(
  ctx: Pick<RequestContext, "db" | "now" | "viewer">,
  repositoryId: number,
  right: Right,
): Promise<Repository> {
  const { kind, ownerName: owner, name } = await getById(ctx.db, repositoryId);
  return requireRepository(ctx, { kind, owner, name }, right);
}
