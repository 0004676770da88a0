import { requireContributor } from "../community/index.ts";
import type { RequestContext } from "../context.ts";
import {
  findRepository,
  type Repository,
  type RepositoryAddress,
  requireRepository,
} from "../repositories/index.ts";

const WRITE = 3;

/** What a call writes to: a branch, a pull request by its number, or one that it opens. */
export type WriteTarget = "branch" | number | "new";

/**
 * The repository as this caller may send bytes to it: for a branch with the right to write, for a
 * pull request also with the right to read.
 * @throws {Problem} as `requireRepository` and `requireContributor`.
 */
export function requireRecipient(
  ctx: RequestContext,
  address: RepositoryAddress,
  target: WriteTarget,
): Promise<Repository> {
  return target === "branch"
    ? requireRepository(ctx, address, "write")
    : requireContributor(ctx, address, target);
}

/** The same for bytes alone, which do not say yet what they are for. */
export async function requireSender(
  ctx: RequestContext,
  address: RepositoryAddress,
): Promise<Repository> {
  const found = await findRepository(ctx, address);
  const target = found !== undefined && found.level >= WRITE ? "branch" : "new";
  return requireRecipient(ctx, address, target);
}
