import type { RepositoryChecks } from "#contract/assets/check-results.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { findHead, type Repository, requireRepository } from "../../repositories/index.ts";
import { isCustomModel } from "../rules.ts";
import { getAssetFacts } from "../store/facts.ts";
import { checkRepository } from "./check-repository.ts";
import type { ReadContext } from "./checked-files.ts";

/** REP-11, SDK-3: the checks of a model's default branch; other kinds have none. */
export async function getChecks(ctx: RequestContext, address: Address): Promise<RepositoryChecks> {
  const repository = await requireRepository(ctx, address, "read");
  const { tasks } = await getAssetFacts(ctx.db, repository.id, null);
  return checkModel(ctx, repository, tasks);
}

/**
 * The contract is asked of models whose task makes them custom (REP-10), and of every model that
 * brings the folder of it: a text model may be trained by its own script as well (TOOL-1).
 */
export async function checkModel(
  ctx: ReadContext,
  repository: Repository,
  tasks: readonly string[],
): Promise<RepositoryChecks> {
  const commit = await findHead(ctx, repository);
  if (repository.kind !== "model" || commit === null) {
    return { commit, contract: null, recommended: null };
  }
  const { contract, recommended } = await checkRepository(ctx, repository, commit);
  const { hasFolder, ...list } = contract;
  const isCustom = tasks.length > 0 && isCustomModel(repository.kind, tasks);
  return { commit, contract: isCustom || hasFolder ? list : null, recommended };
}
