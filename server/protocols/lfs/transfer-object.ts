import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { problem } from "#contract/problems.ts";
import { getSystemViewer } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import {
  findUsableContents,
  getRepositoryById,
  readHeldContent,
  type Repository,
  requireRepository,
  sendFile,
  storeContent,
  writeUploadPart,
} from "../../repositories/index.ts";
import { parseBody } from "../parse-body.ts";
import { requireSender } from "../recipient.ts";
import { type Link, readLink } from "./object-links.ts";
import { completeParts, partTag } from "./object-parts.ts";

/** @throws {Problem} `forbidden` for a bad address; `hash-mismatch`, `size-mismatch`, `storage-full`. */
export async function uploadObject(caller: RequestContext, request: FastifyRequest): Promise<void> {
  const { ctx, repository, link } = await openLink(caller, request, "upload");
  await storeContent(ctx, repository, {
    source: request.raw,
    ownsChunks: true,
    sha256: link.oid,
    sizeBytes: link.sizeBytes,
    signal: ctx.signal,
  });
}

/**
 * One part of a large object. @returns its tag.
 * @throws {Problem} `forbidden` for a bad address; `upload-not-open`, `size-mismatch`, `storage-full`.
 */
export async function uploadPart(caller: RequestContext, request: FastifyRequest): Promise<string> {
  const { ctx, repository, link } = await openLink(caller, request, "part");
  if (link.parts === undefined) throw problem("forbidden");
  const { upload: id, start, end } = link.parts;
  await writeUploadPart(ctx, repository, {
    id,
    offset: start,
    source: request.raw,
    ownsChunks: true,
    sizeBytes: end - start,
  });
  return partTag(link.parts);
}

/** The end of an upload in parts. @throws {Problem} as `completeParts`. */
export async function completeObject(
  caller: RequestContext,
  request: FastifyRequest,
): Promise<void> {
  const { ctx, repository, link } = await openLink(caller, request, "complete");
  await completeParts(ctx, repository, { link, body: request.body });
}

const Verify = z.object({ oid: z.string(), size: z.number() });

/** JavaScript clients never call it, so the commit checks the same again. */
export async function verifyObject(caller: RequestContext, request: FastifyRequest): Promise<void> {
  const { ctx, repository, link } = await openLink(caller, request, "verify");
  const { oid, size } = parseBody(Verify, request.body);
  if (oid !== link.oid) throw problem("validation-failed", { detail: "oid: is not this object" });
  const stored = (await findUsableContents(ctx, repository, [oid])).get(oid);
  if (stored === undefined) throw problem("content-unknown");
  if (stored.sizeBytes !== size) {
    throw problem("size-mismatch", { detail: `size: the object has ${stored.sizeBytes} bytes` });
  }
}

export async function downloadObject(
  caller: RequestContext,
  exchange: { request: FastifyRequest; reply: FastifyReply },
): Promise<void> {
  const { ctx, repository, link } = await openLink(caller, exchange.request, "download");
  const file = await readHeldContent(ctx, repository, link.oid);
  await sendFile(exchange, file, { download: true, direct: ctx.store.direct });
}

/** The signed address stands for its account; what that may do is asked anew. */
async function openLink(
  caller: RequestContext,
  request: FastifyRequest,
  operation: Link["operation"],
): Promise<{ ctx: RequestContext; repository: Repository; link: Link }> {
  const { oid } = request.params as { oid: string };
  const { signature = "" } = request.query as { signature?: string };
  const link = readLink(caller, { operation, oid, signature });
  const viewer =
    link.account === null ? caller.viewer : await getSystemViewer(caller.db, link.account);
  const ctx = { ...caller, viewer };
  const { kind, ownerName: owner, name } = await getRepositoryById(ctx.db, link.repositoryId);
  const address = { kind, owner, name };
  const repository =
    operation === "download"
      ? await requireRepository(ctx, address, "read")
      : await requireSender(ctx, address);
  return { ctx, repository, link };
}
