import type { FastifyInstance } from "fastify";
import { toProblem } from "../../platform/http/index.ts";
import { GIT_PREFIXES } from "../address.ts";
import { parseBody } from "../parse-body.ts";
import { addProtocolParsers, addStreamParser } from "../parsers.ts";
import { requireSender } from "../recipient.ts";
import { callRepositoryByGit, type ContextOf } from "../repository-call.ts";
import { answerLfsError, LFS_MEDIA_TYPE } from "./answer-error.ts";
import { answerBatch, Batch } from "./batch.ts";
import {
  completeObject,
  downloadObject,
  uploadObject,
  uploadPart,
  verifyObject,
} from "./transfer-object.ts";

const BATCH_LIMIT = 8 * 1024 * 1024;

/**
 * The git-lfs API with basic transfers, and those in parts that the hub has, as a Fastify plugin.
 * Source: git-lfs docs/api.
 */
export async function lfsRoutes(
  app: FastifyInstance,
  { contextOf }: { contextOf: ContextOf },
): Promise<void> {
  addProtocolParsers(app);
  app.setErrorHandler((error, request, reply) => answerLfsError(reply, toProblem(error, request)));

  for (const { prefix, kind } of GIT_PREFIXES) {
    const base = `${prefix}/:owner/:name/info/lfs`;
    app.post(`${base}/objects/batch`, { bodyLimit: BATCH_LIMIT }, async (request, reply) => {
      const batch = parseBody(Batch, request.body);
      const exchange = { ctx: await contextOf(request), request, reply };
      const call = await callRepositoryByGit(exchange, kind, "read");
      if (call === undefined) return reply;
      const { ctx, repository } = call;
      const { ownerName: owner, name } = repository;
      const isUpload = batch.operation === "upload";
      const place = isUpload ? await requireSender(ctx, { kind, owner, name }) : repository;
      reply.header("content-type", LFS_MEDIA_TYPE);
      // What counts for its sender until a commit names it comes as a whole: an upload that is under
      // way counts for the repository's owner.
      const isOwn = place.namespaceId === repository.namespaceId;
      return answerBatch(ctx, place, isOwn ? batch : { ...batch, transfers: [] });
    });
    // Locking is not offered; git-lfs takes an empty list for "nobody holds any".
    app.post(`${base}/locks/verify`, async (_request, reply) =>
      reply.header("content-type", LFS_MEDIA_TYPE).send({ ours: [], theirs: [], next_cursor: "" }),
    );
  }

  app.post("/api/lfs/verify/:oid", async (request, reply) => {
    await verifyObject(await contextOf(request), request);
    return reply.header("content-type", LFS_MEDIA_TYPE).send({});
  });
  app.post("/api/lfs/complete/:oid", { bodyLimit: BATCH_LIMIT }, async (request, reply) => {
    await completeObject(await contextOf(request), request);
    return reply.header("content-type", LFS_MEDIA_TYPE).send({});
  });
  app.get("/api/lfs/download/:oid", async (request, reply) => {
    await downloadObject(await contextOf(request), { request, reply });
    return reply;
  });
  await app.register(async (streaming) => {
    addStreamParser(streaming);
    const bodyLimit = Number.MAX_SAFE_INTEGER;
    streaming.put("/api/lfs/upload/:oid", { bodyLimit }, async (request, reply) => {
      await uploadObject(await contextOf(request), request);
      return reply.status(200).send();
    });
    streaming.put("/api/lfs/part/:oid", { bodyLimit }, async (request, reply) => {
      const tag = await uploadPart(await contextOf(request), request);
      return reply.status(200).header("etag", tag).send();
    });
  });
}
