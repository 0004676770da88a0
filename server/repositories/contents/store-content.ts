import type { Context, RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import type { ByteSource, StoredObject, WriteOptions } from "../../platform/storage/index.ts";
import type { Repository } from "../repository.ts";
import { fileLimit } from "../rules/limits.ts";
import { checkQuota } from "../storage/quota.ts";
import { type Content, recordUpload, upsertContent } from "../store/contents.ts";
import { checkUploadSize } from "../uploads/check-upload-size.ts";
import { limitBytes } from "./limit-bytes.ts";

export type ContentUpload = Pick<WriteOptions, "signal" | "ownsChunks"> & {
  source: ByteSource;
  sha256?: string;
  sizeBytes?: number;
};

/**
 * Streams bytes into the store: verified, durable and kept once when this resolves. For 24 hours
 * the repository's namespace may commit them by their hash.
 * @throws {Problem} `file-too-large` before or while the bytes come, `hash-mismatch`,
 *   `size-mismatch`, `repository-full`, `quota-exceeded`, `storage-full`; whatever the source throws.
 */
export async function storeContent(
  ctx: RequestContext,
  repository: Repository,
  upload: ContentUpload,
): Promise<Content> {
  const path = upload.sha256 ?? "file";
  const limit = fileLimit(ctx.config.limits, ctx.viewer);
  if (upload.sizeBytes !== undefined) {
    checkUploadSize(ctx, repository, { path, sizeBytes: upload.sizeBytes });
    await checkQuota(ctx, repository, upload.sizeBytes);
  }
  const stored = await ctx.store.write(limitBytes(upload.source, { path, limit }), {
    ...(upload.sha256 === undefined ? {} : { expectedSha256: upload.sha256 }),
    ...(upload.sizeBytes === undefined ? {} : { expectedSizeBytes: upload.sizeBytes }),
    ...(upload.signal === undefined ? {} : { signal: upload.signal }),
    ownsChunks: upload.ownsChunks ?? false,
  });
  return keepContent(ctx, stored, { namespaceId: repository.namespaceId });
}

type WithContent = (trx: DatabaseTransaction, content: Content) => Promise<void>;

/** Makes a content of a stored object, or drops the object when its bytes were there before. */
export async function keepContent(
  ctx: Pick<Context, "db" | "store">,
  stored: StoredObject,
  { namespaceId, andThen }: { namespaceId: number; andThen?: WithContent },
): Promise<Content> {
  const content = await withTransaction(ctx.db, async (trx) => {
    const kept = await upsertContent(trx, stored);
    await recordUpload(trx, { namespaceId, contentId: kept.id });
    await andThen?.(trx, kept);
    return kept;
  });
  if (content.objectKey !== stored.key) await ctx.store.remove(stored.key);
  return content;
}
