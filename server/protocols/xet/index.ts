import { PassThrough, Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { parseHashText, type XetHash } from "../../platform/formats/xet/index.ts";
import { sendBytes, toProblem } from "../../platform/http/index.ts";
import {
  describeXorb,
  findChunk,
  findChunkedFile,
  openXorb,
  planDownload,
  registerFiles,
  type Repository,
  storeXorb,
  XORB_BODY_LIMIT,
} from "../../repositories/index.ts";
import { addProtocolParsers, addStreamParser } from "../parsers.ts";
import { openAccessToken, type XetContext } from "../xet-access.ts";
import { readKeys, reconstructAll } from "./batch.ts";
import { presentReconstruction, presentReconstruction2 } from "./reconstruction.ts";
import { requestedRange } from "./requested-range.ts";
import { readXorbLink } from "./xorb-links.ts";

const BASE = "/api/xet";
/** Enough for a hundred thousand files, or one of terabytes. */
const SHARD_BODY_LIMIT = 64 * 1024 * 1024;

const KEYS_BODY_LIMIT = 1024 * 1024;

/** A line comes at least so often, so that a client never takes the answer for dead. */
const HEARTBEAT_MS = 5000;

type ContextOf = (request: FastifyRequest) => RequestContext;
type Call = { ctx: XetContext; repository: Repository; request: FastifyRequest };

/**
 * The calls by which clients move chunks, as a Fastify plugin: they bring the tokens of
 * `xet-access.ts`, each for one repository. Source: xet specification, api.md; what is not
 * offered answers 404, on which clients take the older call.
 */
export async function xetRoutes(
  app: FastifyInstance,
  { contextOf }: { contextOf: ContextOf },
): Promise<void> {
  addStreamParser(app);
  app.setErrorHandler((error, request, reply) => {
    const { status, detail } = toProblem(error, request);
    return reply.status(status).send({ error: detail });
  });
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
  const open = async (request: FastifyRequest, right: "read" | "write"): Promise<Call> => ({
    request,
    ...(await openAccessToken(contextOf(request), request.headers.authorization, right)),
  });

  app.get(`${BASE}/v1/chunks/:prefix/:hash`, async (request, reply) =>
    answerChunk(await open(request, "read"), reply),
  );
  app.post(`${BASE}/v1/xorbs/:prefix/:hash`, { bodyLimit: XORB_BODY_LIMIT }, async (request) =>
    takeXorb(await open(request, "write")),
  );
  app.head(`${BASE}/v1/xorbs/:prefix/:hash`, async (request, reply) => {
    const { ctx, repository } = await open(request, "read");
    const { sizeBytes } = await describeXorb(ctx, repository, hashOf(request));
    return reply.header("content-length", String(sizeBytes)).send();
  });
  app.head(`${BASE}/v1/files/:hash`, async (request, reply) => {
    const { ctx, repository } = await open(request, "read");
    const { sizeBytes } = await findChunkedFile(ctx, repository, hashOf(request));
    return reply.header("content-length", String(sizeBytes)).send();
  });
  app.post(`${BASE}/v1/shards`, { bodyLimit: SHARD_BODY_LIMIT }, async (request) =>
    takeShard(await open(request, "write")),
  );
  app.post(`${BASE}/v2/shards`, { bodyLimit: SHARD_BODY_LIMIT }, async (request, reply) =>
    streamShard(await open(request, "write"), reply),
  );
  app.get(`${BASE}/v1/reconstructions/:hash`, async (request) => {
    const call = await open(request, "read");
    return presentReconstruction(call.ctx, await planOf(call));
  });
  app.get(`${BASE}/v2/reconstructions/:hash`, async (request) => {
    const call = await open(request, "read");
    return presentReconstruction2(call.ctx, await planOf(call));
  });
  app.get(`${BASE}/v1/reconstructions`, async (request) => {
    const { ctx, repository } = await open(request, "read");
    const { file_id: fileIds = [] } = request.query as { file_id?: string | string[] };
    return reconstructAll(ctx, repository, [fileIds].flat());
  });
  await app.register(async (json) => {
    addProtocolParsers(json);
    json.post(`${BASE}/v1/reconstructions`, { bodyLimit: KEYS_BODY_LIMIT }, async (request) => {
      const { ctx, repository } = await open(request, "read");
      return reconstructAll(ctx, repository, readKeys(request.body));
    });
  });
  app.get(`${BASE}/xorbs`, async (request, reply) => sendXorb(contextOf(request), request, reply));
  app.post(`${BASE}/v1/telemetry`, async (request, reply) => {
    request.raw.resume();
    return reply.status(204).send();
  });
}

function hashOf(request: FastifyRequest): XetHash {
  const hash = parseHashText((request.params as { hash: string }).hash);
  if (hash !== undefined) return hash;
  throw problem("validation-failed", { detail: "hash: must be 64 lower-case hex digits" });
}

async function answerChunk({ ctx, repository, request }: Call, reply: FastifyReply) {
  const shard = await findChunk(ctx, repository, hashOf(request));
  if (shard === undefined) throw problem("not-found", { detail: "This chunk is not known" });
  return reply.header("content-type", "application/octet-stream").send(shard);
}

async function takeXorb({ ctx, repository, request }: Call) {
  const length = Number(request.headers["content-length"]);
  const { isNew } = await storeXorb(ctx, repository, {
    hash: hashOf(request),
    source: request.raw,
    sizeBytes: Number.isSafeInteger(length) ? length : undefined,
    signal: ctx.signal,
  });
  return { was_inserted: isNew };
}

async function takeShard({ ctx, repository, request }: Call) {
  await registerFiles(ctx, repository, { shard: request.raw });
  return { result: 1 };
}

/** The same, with lines that tell how far it is: the bytes of a large file take their time. */
function streamShard({ ctx, repository, request }: Call, reply: FastifyReply) {
  const lines = new PassThrough();
  const say = (event: object) => lines.write(`${JSON.stringify(event)}\n`);
  let verified = 0;
  const sayProgress = () => say({ type: "validating", verified, total: verified + 1 });
  const heartbeat = setInterval(sayProgress, HEARTBEAT_MS);
  const register = async () => {
    try {
      const onFile = (files: number) => {
        verified = files;
        sayProgress();
      };
      await registerFiles(ctx, repository, { shard: request.raw, onFile });
      say({ type: "result", result: 1 });
    } catch (error) {
      say({ type: "error", message: toProblem(error, request).detail });
    } finally {
      clearInterval(heartbeat);
      lines.end();
    }
  };
  void register();
  return reply.header("content-type", "application/x-ndjson").send(lines);
}

function planOf({ ctx, repository, request }: Call) {
  const range = requestedRange(request.headers.range);
  return planDownload(ctx, repository, { hash: hashOf(request), range });
}

/** Only the bytes that the address was signed for. */
async function sendXorb(ctx: RequestContext, request: FastifyRequest, reply: FastifyReply) {
  const { signature = "" } = request.query as { signature?: string };
  const part = readXorbLink(ctx, signature);
  const range = requestedRange(request.headers.range);
  if (range !== undefined && (range.start < part.start || range.end > part.end)) {
    throw problem("forbidden", { detail: "This address is for other bytes" });
  }
  const read = await openXorb(ctx, part.xorbId);
  if (range !== undefined) {
    return sendBytes(request, reply, {
      sizeBytes: part.end,
      read: ({ start = part.start, end = part.end, ...options }) => read({ start, end }, options),
    });
  }
  return reply
    .status(206)
    .headers({
      "content-type": "application/octet-stream",
      "content-length": String(part.end - part.start),
      "content-range": `bytes ${part.start}-${part.end - 1}/*`,
    })
    .send(Readable.from(read(part)));
}
