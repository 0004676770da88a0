import type { DirectPart, DirectPartAsked } from "#contract/repositories/direct.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { touchSession } from "../store/uploads.ts";
import { requireUpload } from "./own-upload.ts";
import { requireStaging } from "./require-staging.ts";

/**
 * Addresses at which the client sends whole parts of its upload past this server. What arrived
 * there counts as received, and is verified like all other bytes before the upload is stored.
 * @throws {Problem} `upload-not-found`; `upload-not-open`, also where bytes come only through this
 *   server; `validation-failed` for bytes that are no whole part.
 */
export async function addressUploadParts(
  ctx: RequestContext,
  repository: Repository,
  { id, parts }: { id: string; parts: readonly DirectPartAsked[] },
): Promise<DirectPart[]> {
  const session = await requireUpload(ctx, repository, id);
  const stagingKey = requireStaging(session);
  if (ctx.store.direct === undefined) {
    throw problem("upload-not-open", {
      detail: "This gallery takes bytes itself: send the parts to it",
    });
  }
  const addressed = await ctx.store.direct.addressParts(stagingKey, parts);
  await touchSession(ctx.db, id);
  return addressed.map((part) => ({ ...part, expiresAt: part.expiresAt.toISOString() }));
}
