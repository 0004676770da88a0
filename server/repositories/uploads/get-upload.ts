import type { Upload } from "#contract/repositories/repository.ts";
import type { RequestContext } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { describeUpload } from "./describe-upload.ts";
import { requireUpload } from "./own-upload.ts";

/**
 * State and missing ranges: what a client asks for to resume.
 * @throws {Problem} `upload-not-found`.
 */
export async function getUpload(
  ctx: RequestContext,
  repository: Repository,
  id: string,
): Promise<Upload> {
  return describeUpload(ctx, await requireUpload(ctx, repository, id));
}
