import type { FastifyReply, FastifyRequest } from "fastify";
import { callerOf } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { noteFileDownload } from "../events.ts";
import type { Repository } from "../repository.ts";
import { openFile } from "./open-file.ts";
import { resolveRevision } from "./resolve-revision.ts";
import { sendFile } from "./send-file.ts";

export type ContentQuery = {
  repository: Repository;
  revision: string;
  path: string;
  /** As an attachment, whatever its type. */
  download: boolean;
};

/**
 * Sends the bytes of a file at a revision, and counts the download.
 * @throws {Problem} `revision-not-found`, `entry-not-found`, `range-not-satisfiable`.
 */
export async function sendContent(
  ctx: RequestContext,
  exchange: { request: FastifyRequest; reply: FastifyReply },
  { repository, revision, path, download }: ContentQuery,
): Promise<void> {
  const commit = await resolveRevision(ctx, repository, revision);
  const file = await openFile(ctx, repository, { commit, path });
  if (download && beginsDownload(exchange.request)) {
    noteFileDownload({ repositoryId: repository.id, path, caller: callerOf(ctx) });
  }
  await sendFile(exchange, file, {
    download,
    headers: { "x-repo-commit": commit },
    // What is not asked for as a download is shown, by this page or by another.
    direct: download ? ctx.store.direct : undefined,
  });
}

/** A download in parts counts once: by the part that holds the first byte. */
export function beginsDownload({ method, headers }: FastifyRequest): boolean {
  const { range } = headers;
  return method === "GET" && (range === undefined || range.startsWith("bytes=0-"));
}
