import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { problem } from "#contract/problems.ts";
import type { ArchiveFormat } from "#contract/repositories/repository.ts";
import { callerOf } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { tarBytes, zipBytes } from "../../platform/archives/index.ts";
import { noteFileDownload } from "../events.ts";
import type { Repository } from "../repository.ts";
import { getCommitRow } from "../store/commits.ts";
import { archiveFiles } from "./archive-files.ts";
import { findEntry, throwMissing } from "./find-entries.ts";
import { resolveRevision } from "./resolve-revision.ts";
import { disposition } from "./disposition.ts";

export type ArchiveQuery = {
  repository: Repository;
  revision: string;
  /** The folder; "" is the whole repository. */
  path: string;
  /** Entries of the folder, as a JSON array; absent: all of it. */
  names?: string | undefined;
  format: ArchiveFormat;
};

const FORMATS = {
  zip: { make: zipBytes, mediaType: "application/zip" },
  tar: { make: tarBytes, mediaType: "application/x-tar" },
} as const;

/**
 * Sends files and folders, or the whole repository, as an archive that is made while it is sent, so
 * its size is not known before. Entries keep their paths below the folder.
 * @throws {Problem} `revision-not-found`, `entry-not-found`, `validation-failed`.
 */
export async function sendArchive(
  ctx: RequestContext,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { repository, revision, path, names, format }: ArchiveQuery,
): Promise<void> {
  const chosen = names === undefined ? null : readNames(names);
  const commit = await resolveRevision(ctx, repository, revision);
  const folder = path === "" ? null : await findEntry(ctx, repository, { commit, path });
  if (folder !== null && folder?.type !== "folder") throwMissing({ commit, path });
  const { createdAt } = await getCommitRow(ctx.db, repository.id, commit);
  const { make, mediaType } = FORMATS[format];
  const name = [repository.name, folder?.name ?? commit.slice(0, 7)].join("-");
  reply.headers({
    "content-type": mediaType,
    "content-disposition": disposition("attachment", `${name}.${format}`),
    "cache-control": "private, no-cache",
    "x-content-type-options": "nosniff",
  });
  if (request.method === "HEAD") {
    await reply.send();
    return;
  }
  noteFileDownload({ repositoryId: repository.id, path, caller: callerOf(ctx) });
  const files = archiveFiles(ctx, repository, { commit, path, names: chosen, createdAt });
  // Once the answer has begun, cutting it short is all that is left to say.
  await reply.send(Readable.from(make(files), { objectMode: false }));
}

const Names = z.array(z.string().min(1).max(255)).min(1).max(1000);

function readNames(text: string): string[] {
  const message = "must be a JSON array of 1 to 1,000 names of the folder";
  try {
    return Names.parse(JSON.parse(text));
  } catch (cause) {
    const issues = [{ pointer: "/query/names", message }];
    throw problem("validation-failed", { detail: `query/names: ${message}`, issues, cause });
  }
}
