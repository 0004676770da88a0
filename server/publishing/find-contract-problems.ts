import type { Finding } from "#contract/publishing/endpoints.ts";
import { checkModel } from "../assets/index.ts";
import type { Context } from "../context.ts";
import { getRepositoryById } from "../repositories/index.ts";

/**
 * What is missing, empty or invalid of the custom-model contract (REP-11), where a model brings a
 * part of it: without any it does not mean to be trained by its own script. Advice, no more.
 */
export async function findContractProblems(
  ctx: Pick<Context, "db" | "store">,
  assetId: number,
  tasks: readonly string[],
): Promise<Finding[]> {
  const repository = await getRepositoryById(ctx.db, assetId);
  const { contract } = await checkModel(ctx, repository, tasks);
  const files = contract?.files ?? [];
  if (files.every(({ foundAs }) => foundAs === null)) return [];
  return files
    .filter(({ state }) => state !== "good" && state !== "absent")
    .map(({ file, state }) => ({
      check: "contract",
      isBlocking: false,
      message: `${file} of the custom-model contract is ${state}`,
      path: file,
    }));
}
