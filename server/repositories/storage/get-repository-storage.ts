import type { RepositoryStorage } from "#contract/repositories/storage.ts";
import type { Context } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { findFigures, sumHistory, sumUploads } from "../store/storage-reports.ts";
import { describeOwner } from "./get-owner-storage.ts";

/** What a repository stores, and what its deletion would free for its owner. */
export async function getRepositoryStorage(
  ctx: Pick<Context, "db" | "config">,
  repository: Repository,
): Promise<RepositoryStorage> {
  const figures = await findFigures(ctx.db, repository.id);
  return {
    ...figures,
    currentBytes: repository.sizeBytes,
    currentFiles: repository.fileCount,
    historyBytes: await sumHistory(ctx.db, repository.id),
    freedByDeletion: figures.soleBytes + figures.gitBytes,
    underWay: await sumUploads(ctx.db, repository.id),
    owner: await describeOwner(ctx, repository.namespaceId),
  };
}
