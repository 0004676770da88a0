import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { findSession, type UploadOwner, type UploadSession } from "../store/uploads.ts";

const UPLOAD_ID = /^[0-9a-f]{32}$/;

export function uploadOwner(
  { viewer }: Pick<RequestContext, "viewer">,
  repository: Pick<Repository, "id">,
): UploadOwner {
  if (viewer.kind === "anonymous") throw problem("not-signed-in");
  return { accountId: viewer.accountId, repositoryId: repository.id };
}

/** @throws {Problem} `upload-not-found`, also for somebody else's session. */
export async function requireUpload(
  ctx: Pick<RequestContext, "db" | "viewer">,
  repository: Pick<Repository, "id">,
  id: string,
): Promise<UploadSession> {
  const owner = uploadOwner(ctx, repository);
  const session = UPLOAD_ID.test(id) ? await findSession(ctx.db, owner, id) : undefined;
  if (session !== undefined) return session;
  throw problem("upload-not-found", { detail: `There is no upload ${id} of yours` });
}
