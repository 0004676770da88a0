import type { RequestContext } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { checkFileSize, checkRepositorySize, fileLimit } from "../rules/limits.ts";

/**
 * REP-4, before the first byte: may a file of this size come into the repository?
 * @throws {Problem} `file-too-large`, `repository-full`
 */
export function checkUploadSize(
  ctx: RequestContext,
  repository: Repository,
  file: { path: string; sizeBytes: number },
): void {
  checkFileSize(file, fileLimit(ctx.config.limits, ctx.viewer));
  checkRepositorySize(repository.sizeBytes + file.sizeBytes, ctx.config.limits);
}
