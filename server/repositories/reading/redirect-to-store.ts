import type { IncomingHttpHeaders } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type DirectTransfer, parseByteRange } from "../../platform/storage/index.ts";
import { disposition } from "./disposition.ts";
import type { SendableFile } from "./entry.ts";

/** Below this the detour takes longer than the bytes. */
const LEAST_BYTES = 8 * 1024 * 1024;

/** What compares with our entity tag, which the storage does not know. */
const CONDITIONS = [
  "if-match",
  "if-none-match",
  "if-modified-since",
  "if-unmodified-since",
  "if-range",
] as const;

export type Redirect = {
  file: SendableFile;
  direct: DirectTransfer;
  download: boolean;
  headers: Record<string, string>;
};

/**
 * Sends who wants many bytes of a file to the object storage, where that serves them as well as we
 * do: always as an attachment, since the storage sends no policy for untrusted content along.
 * @returns whether the request was answered.
 */
export async function redirectToStore(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { file, direct, download, headers }: Redirect,
): Promise<boolean> {
  if (file.objectKey === undefined || !isFine(request, { file, download })) return false;
  const address = await direct.addressObject(file.objectKey, {
    mediaType: file.mediaType,
    disposition: disposition("attachment", file.name),
  });
  reply.headers({ ...headers, "cache-control": "private, no-store" });
  await reply.redirect(address, 302);
  return true;
}

function isFine(
  { method, headers }: FastifyRequest,
  { file, download }: Pick<Redirect, "file" | "download">,
): boolean {
  if (method !== "GET" || CONDITIONS.some((name) => headers[name] !== undefined)) return false;
  if (isPage(headers) && !download) return false;
  // What a page itself fetches is bound to this origin.
  const { "sec-fetch-site": site, "sec-fetch-mode": mode } = headers;
  if (site !== undefined && mode !== "navigate") return false;
  const range = parseByteRange(headers.range, file.sizeBytes);
  if (range.kind === "unsatisfiable") return false;
  const bytes = range.kind === "whole" ? file.sizeBytes : range.end - range.start;
  return bytes >= LEAST_BYTES;
}

/** Something that shows what it gets; other clients have the mode alone, or neither. */
function isPage({ "sec-fetch-site": site, "user-agent": agent }: IncomingHttpHeaders): boolean {
  return site !== undefined || agent?.startsWith("Mozilla/") === true;
}
