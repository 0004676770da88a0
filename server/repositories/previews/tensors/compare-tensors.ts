import type { Page } from "#contract/paging.ts";
import { isProblem } from "#contract/problems.ts";
import type { TensorComparison, TensorDifference } from "#contract/repositories/tensor-table.ts";
import type { Context } from "../../../context.ts";
import { throwMissing } from "../../reading/find-entries.ts";
import { resolveRevision } from "../../reading/resolve-revision.ts";
import type { Repository } from "../../repository.ts";
import { tensorFormatOf } from "./tensor-names.ts";
import { readTensorTable } from "./read-tensor-table.ts";
import { tensorDifferences } from "./tensor-differences.ts";
import type { TensorTable } from "./tensor-table.ts";

type Comparison = {
  revision: string;
  path: string;
  base: string;
  basePath?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/**
 * The tensors of one file at two revisions, each file by itself also when it is part of a
 * checkpoint. A side without the file has no tensors.
 * @throws {Problem} `revision-not-found`, `preview-unreadable`; `entry-not-found` when neither
 *   side has the file.
 */
export async function compareTensors(
  ctx: Pick<Context, "db" | "store">,
  repository: Pick<Repository, "id" | "defaultBranch">,
  { revision, path, base, basePath = path, ...page }: Comparison,
): Promise<
  Page<TensorDifference> & { totals: TensorComparison; commit: string; baseCommit: string }
> {
  const commit = await resolveRevision(ctx, repository, revision);
  const baseCommit = await resolveRevision(ctx, repository, base);
  const find = (at: { commit: string; path: string }) => findTable(ctx, repository, at);
  const [before, after] = await Promise.all([
    find({ commit: baseCommit, path: basePath }),
    find({ commit, path }),
  ]);
  if (before === undefined && after === undefined) throwMissing({ commit, path });
  return { ...tensorDifferences({ before, after }, page), commit, baseCommit };
}

async function findTable(
  ctx: Pick<Context, "db" | "store">,
  repository: Pick<Repository, "id">,
  at: { commit: string; path: string },
): Promise<TensorTable | undefined> {
  if (tensorFormatOf(at.path) === undefined) return undefined;
  try {
    return await readTensorTable(ctx, repository, { ...at, scope: "file" });
  } catch (error) {
    if (isProblem(error, "entry-not-found")) return undefined;
    throw error;
  }
}
