import type { FastifyRequest } from "fastify";
import type { Upload } from "#contract/repositories/repository.ts";
import type { RequestContext } from "../../context.ts";
import type { ByteSource } from "../../platform/storage/index.ts";
import type { Repository } from "../repository.ts";
import { touchSession } from "../store/uploads.ts";
import { describeUpload } from "./describe-upload.ts";
import { requireUpload } from "./own-upload.ts";
import { requireStaging } from "./require-staging.ts";

export type UploadPart = {
  id: string;
  /** Where its first byte lies in the file. */
  offset: number;
  source: ByteSource;
  /** See the store's `OwnsChunks`. */
  ownsChunks?: boolean;
  sizeBytes?: number | undefined;
};

/**
 * Writes bytes at their offset. Parts come in any order, in parallel and twice; what has arrived
 * when a connection breaks stays.
 * @throws {Problem} `upload-not-found`, `upload-not-open`, `size-mismatch`, `storage-full`.
 */
export async function writeUploadPart(
  ctx: RequestContext,
  repository: Repository,
  { id, offset, source, sizeBytes, ownsChunks = false }: UploadPart,
): Promise<Upload> {
  const session = await requireUpload(ctx, repository, id);
  await ctx.store.writeStagingPart(requireStaging(session), {
    offset,
    source,
    ownsChunks,
    signal: ctx.signal,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
  });
  await touchSession(ctx.db, id);
  return describeUpload(ctx, session);
}

/** The body is read as it comes; its length is checked when the client tells it. */
export function partOfRequest(
  { upload, offset }: { upload: string; offset: number },
  { raw }: FastifyRequest,
): UploadPart {
  const length = raw.headers["content-length"];
  const sizeBytes = length === undefined ? undefined : Number(length);
  return { id: upload, offset, source: raw, ownsChunks: true, sizeBytes };
}
