import type { FastifyReply } from "fastify";
import type { AssetKind } from "#contract/fields.ts";
import {
  beginsDownload,
  noteFileDownload,
  openFile,
  resolveRevision,
  sendFile,
} from "../../repositories/index.ts";
import { callerOf } from "../../accounts/index.ts";
import { pathOf, revisionOf, WEB_PREFIXES } from "../address.ts";
import { callRepository, type Exchange } from "../repository-call.ts";
import type { Hub } from "./hub.ts";
import { queryFlag } from "./query.ts";
import { xetHeaders } from "./xet.ts";

/**
 * `GET|HEAD /{repo}/resolve/{rev}/{path}`: the bytes, served by this host with 200 and all the
 * headers on one answer, so that no client has to follow a redirect to read them; only the bytes of
 * large files may lie at an address of the object storage, where clients that are no page are sent
 * as the hub itself sends them. `/raw/` gives the
 * same bytes, where the hub itself gives the pointer of a large file: clients ask it only whether a
 * file is there.
 */
export function resolveRoutes({ app, contextOf }: Hub): void {
  for (const { prefix, kind } of WEB_PREFIXES) {
    for (const verb of ["resolve", "raw"]) {
      app.get(`${prefix}/:owner/:name/${verb}/:rev/*`, async (request, reply) =>
        answerFile({ request, reply, ctx: await contextOf(request) }, kind),
      );
    }
  }
}

async function answerFile(exchange: Exchange, kind: AssetKind): Promise<FastifyReply> {
  const { request, reply } = exchange;
  const call = await callRepository(exchange, kind, "read");
  if (call === undefined) return reply;
  const { ctx, repository } = call;
  const commit = await resolveRevision(ctx, repository, revisionOf(request));
  const path = pathOf(request);
  const file = await openFile(ctx, repository, { commit, path });
  if (beginsDownload(request)) {
    noteFileDownload({ repositoryId: repository.id, path, caller: callerOf(ctx) });
  }
  await sendFile({ request, reply }, file, {
    headers: {
      ...metadataHeaders(commit, file),
      ...xetHeaders(call, { commit, xetHash: file.xetHash }),
    },
    download: queryFlag(request, "download"),
    direct: ctx.store.direct,
  });
  return reply;
}

/** The cache of every client is keyed by these; the ETag depends on the content alone. */
function metadataHeaders(commit: string, file: { etag: string; sizeBytes: number }) {
  return {
    "x-repo-commit": commit,
    "x-linked-etag": `"${file.etag}"`,
    "x-linked-size": String(file.sizeBytes),
  };
}
