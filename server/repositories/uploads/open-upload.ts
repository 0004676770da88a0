import { randomBytes } from "node:crypto";
import type { Upload } from "#contract/repositories/repository.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { findUsableContents } from "../contents/may-use-content.ts";
import type { Repository } from "../repository.ts";
import { checkPath } from "../rules/paths.ts";
import { checkQuota, reserveQuota } from "../storage/quota.ts";
import { type Content, refreshContents } from "../store/contents.ts";
import { findResumable, insertSession } from "../store/uploads.ts";
import { checkUploadSize } from "./check-upload-size.ts";
import { describeUpload } from "./describe-upload.ts";
import { requireUpload, uploadOwner } from "./own-upload.ts";

export type NewUploadInput = { path: string; sizeBytes: number; sha256?: string | undefined };

/**
 * Opens an upload session. Whoever may use a content of the declared hash need not send it again;
 * whoever asks again for an unfinished file of the same path, size and hash goes on with it.
 * Limits are checked here, before the first byte.
 * @throws {Problem} `file-too-large`, `repository-full`, `quota-exceeded`, `path-invalid`,
 *   `storage-full`.
 */
export async function openUpload(
  ctx: RequestContext,
  repository: Repository,
  file: NewUploadInput,
): Promise<Upload> {
  checkPath(file.path);
  checkUploadSize(ctx, repository, file);
  const owner = uploadOwner(ctx, repository);
  const { path, sizeBytes, sha256 = null } = file;
  if (sha256 !== null) {
    const open = await findResumable(ctx.db, owner, { path, sizeBytes, sha256 });
    if (open !== undefined) return describeUpload(ctx, open);
  }
  const content =
    sha256 === null ? undefined : await findStored(ctx, repository, { sha256, sizeBytes });
  if (content === undefined) await checkQuota(ctx, repository, sizeBytes);
  const id = randomBytes(16).toString("hex");
  const stagingKey =
    content === undefined ? await ctx.store.openStaging(sizeBytes, expecting(sha256)) : null;
  const contentId = content?.id ?? null;
  const session = { id, path, sizeBytes, declaredSha256: sha256, stagingKey, contentId };
  await recordSession(ctx, repository, session);
  return describeUpload(ctx, await requireUpload(ctx, repository, id));
}

/** Of two uploads that are opened at once, the later one is checked with the earlier one counted. */
async function recordSession(
  ctx: RequestContext,
  repository: Repository,
  session: Parameters<typeof insertSession>[2],
): Promise<void> {
  const { stagingKey, sizeBytes } = session;
  try {
    await withTransaction(ctx.db, async (trx) => {
      if (stagingKey !== null) {
        await reserveQuota(ctx, trx, { repository, neededBytes: sizeBytes });
      }
      await insertSession(trx, uploadOwner(ctx, repository), session);
    });
  } catch (error) {
    if (stagingKey !== null) await ctx.store.discardStaging(stagingKey);
    throw error;
  }
}

function expecting(sha256: string | null) {
  return sha256 === null ? {} : { expectedSha256: sha256 };
}

/** A content that spares the upload; it is kept from the collector as if it had just come. */
async function findStored(
  ctx: RequestContext,
  repository: Repository,
  { sha256, sizeBytes }: { sha256: string; sizeBytes: number },
): Promise<Content | undefined> {
  const content = (await findUsableContents(ctx, repository, [sha256])).get(sha256);
  if (content === undefined || content.sizeBytes !== sizeBytes) return undefined;
  const kept = await withTransaction(ctx.db, (trx) => refreshContents(trx, [content.id]));
  return kept.length === 1 ? content : undefined;
}
