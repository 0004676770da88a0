import type { FastifyReply, FastifyRequest } from "fastify";
import { sendBytes } from "../../platform/http/index.ts";
import type { DirectTransfer } from "../../platform/storage/index.ts";
import { notePlainRead } from "../events.ts";
import { disposition } from "./disposition.ts";
import type { ByteInterval, ReadOptions, SendableFile } from "./entry.ts";
import { redirectToStore } from "./redirect-to-store.ts";

/** Types that a browser may show in place: it runs nothing in them. */
const INLINE_TYPES =
  /^(text\/plain|application\/json|image\/(png|jpeg|gif|webp|avif|bmp)|(audio|video)\/[\w.+-]+)(;|$)/;

/** No script, no form, no plug-in, no origin: whatever the file is. */
const CONTENT_POLICY =
  "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; " +
  "style-src 'unsafe-inline'; frame-ancestors 'self'";

export type SendOptions = {
  /** Always as a download, never shown in place. */
  download?: boolean;
  /** Of a protocol; they are sent with every answer, 304 included. */
  headers?: Record<string, string>;
  /** Where large files may come from the object storage itself; never for what a page shows. */
  direct?: DirectTransfer | undefined;
};

/**
 * Sends a file that somebody uploaded: Range, conditional requests and HEAD; sandboxed, never
 * sniffed, and as an attachment unless its type is harmless.
 * @throws {Problem} `range-not-satisfiable`.
 */
export async function sendFile(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  file: SendableFile,
  { download = false, headers = {}, direct }: SendOptions = {},
): Promise<void> {
  if (direct !== undefined) {
    const redirect = { file, direct, download, headers };
    if (await redirectToStore({ request, reply }, redirect)) {
      const { chunkedContentId: contentId, sizeBytes } = file;
      if (contentId !== undefined) {
        notePlainRead({ contentId, sizeBytes, bytes: sizeBytes, isCopy: true });
      }
      return;
    }
  }
  const isInline = !download && INLINE_TYPES.test(file.mediaType);
  reply.headers({
    "content-type": file.mediaType,
    "content-disposition": disposition(isInline ? "inline" : "attachment", file.name),
    "content-security-policy": CONTENT_POLICY,
    "cross-origin-resource-policy": "same-site",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
    ...headers,
  });
  await sendBytes(request, reply, {
    sizeBytes: file.sizeBytes,
    entityTag: file.etag,
    read: ({ start = 0, end = file.sizeBytes, ...options }) =>
      readNoted(file, { start, end }, options),
  });
}

/** The bytes of a file; how many were sent is told of what has to be put together from chunks. */
function readNoted(
  file: SendableFile,
  range: ByteInterval,
  options: ReadOptions,
): AsyncIterable<Uint8Array> {
  const { chunkedContentId: contentId, objectKey, sizeBytes } = file;
  const chunks = file.read(range, options);
  if (contentId === undefined) return chunks;
  return counting(chunks, (bytes) => {
    notePlainRead({ contentId, sizeBytes, bytes, isCopy: objectKey !== undefined });
  });
}

async function* counting(
  chunks: AsyncIterable<Uint8Array>,
  note: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
  } finally {
    note(bytes);
  }
}
