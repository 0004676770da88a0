import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { getSystemViewer } from "../../accounts/index.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { toProblem } from "../../platform/http/index.ts";
import {
  findRepository,
  findUsableContents,
  getRepositoryById,
  readHeldContent,
  type Repository,
  sendFile,
  storeContent,
} from "../../repositories/index.ts";
import { WEB_PREFIXES } from "../address.ts";
import { parseBody } from "../parse-body.ts";
import { addProtocolParsers } from "../parsers.ts";
import { callRepository, type ContextOf } from "../repository-call.ts";
import { answerLfsError, LFS_MEDIA_TYPE } from "./answer-error.ts";
import { answerBatch, Batch } from "./batch.ts";
import { type Link, readLink } from "./object-links.ts";

const BATCH_LIMIT = 8 * 1024 * 1024;

/** The git-lfs API with basic transfers, as a Fastify plugin. Source: git-lfs docs/api. */
export async function lfsRoutes(
  app: FastifyInstance,
  { contextOf }: { contextOf: ContextOf },
): Promise<void> {
  addProtocolParsers(app);
  app.setErrorHandler((error, request, reply) => answerLfsError(reply, toProblem(error, request)));

  for (const { prefix, kind } of WEB_PREFIXES) {
    const base = `${prefix}/:owner/:name/info/lfs`;
    app.post(`${base}/objects/batch`, { bodyLimit: BATCH_LIMIT }, async (request, reply) => {
      const batch = parseBody(Batch, request.body);
      const right = batch.operation === "upload" ? "write" : "read";
      const exchange = { ctx: await contextOf(request), request, reply };
      const call = await callRepository(exchange, kind, right);
      if (call === undefined) return reply;
      reply.header("content-type", LFS_MEDIA_TYPE);
      return answerBatch(call.ctx, call.repository, batch);
    });
    // Locking is not offered; git-lfs takes an empty list for "nobody holds any".
    app.post(`${base}/locks/verify`, async (_request, reply) =>
      reply.header("content-type", LFS_MEDIA_TYPE).send({ ours: [], theirs: [], next_cursor: "" }),
    );
  }

  app.put(
    "/api/lfs/upload/:oid",
    { bodyLimit: Number.MAX_SAFE_INTEGER },
    async (request, reply) => {
      const { ctx, repository, link } = await openLink(contextOf, request, "upload");
      await storeContent(ctx, repository, {
        source: request.raw,
        sha256: link.oid,
        sizeBytes: link.sizeBytes,
        signal: ctx.signal,
      });
      return reply.status(200).send();
    },
  );
  app.post("/api/lfs/verify/:oid", async (request, reply) => {
    const { ctx, repository, link } = await openLink(contextOf, request, "verify");
    await verifyObject(ctx, repository, { link, body: request.body });
    return reply.header("content-type", LFS_MEDIA_TYPE).send({});
  });
  app.get("/api/lfs/download/:oid", async (request, reply): Promise<FastifyReply> => {
    const { ctx, repository, link } = await openLink(contextOf, request, "download");
    const file = await readHeldContent(ctx, repository, link.oid);
    await sendFile({ request, reply }, file, { download: true });
    return reply;
  });
}

/** The signed address stands for its account; what that may do is asked anew. */
async function openLink(
  contextOf: ContextOf,
  request: FastifyRequest,
  operation: Link["operation"],
): Promise<{ ctx: RequestContext; repository: Repository; link: Link }> {
  const { oid } = request.params as { oid: string };
  const { signature = "" } = request.query as { signature?: string };
  const caller = await contextOf(request);
  const link = readLink(caller, { operation, oid, signature });
  const viewer =
    link.account === null ? caller.viewer : await getSystemViewer(caller.db, link.account);
  const ctx = { ...caller, viewer };
  const repository = await getRepositoryById(ctx.db, link.repositoryId);
  const needed = operation === "download" ? 2 : 3;
  const { kind, ownerName: owner, name } = repository;
  const found = await findRepository(ctx, { kind, owner, name });
  if (found === undefined || found.level < needed) throw problem("not-found");
  return { ctx, repository, link };
}

const Verify = z.object({ oid: z.string(), size: z.number() });

/** JavaScript clients never call it, so the commit checks the same again. */
async function verifyObject(
  ctx: RequestContext,
  repository: Repository,
  { link, body }: { link: Link; body: unknown },
): Promise<void> {
  const { oid, size } = parseBody(Verify, body);
  if (oid !== link.oid) throw problem("validation-failed", { detail: "oid: is not this object" });
  const stored = (await findUsableContents(ctx, repository, [oid])).get(oid);
  if (stored === undefined) throw problem("content-unknown");
  if (stored.sizeBytes !== size) {
    throw problem("size-mismatch", { detail: `size: the object has ${stored.sizeBytes} bytes` });
  }
}
