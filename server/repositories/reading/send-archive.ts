import { PassThrough, pipeline, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ZipFile } from "yazl";
import { callerOf } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { checkPath } from "../../platform/git/index.ts";
import { noteFileDownload } from "../events.ts";
import type { Repository } from "../repository.ts";
import { getCommitRow } from "../store/commits.ts";
import type { Entry } from "./entry.ts";
import { findEntry, throwMissing } from "./find-entries.ts";
import { listEntriesRecursive } from "./list-entries.ts";
import { openEntry } from "./open-file.ts";
import { resolveRevision } from "./resolve-revision.ts";
import { disposition } from "./disposition.ts";

export type ArchiveQuery = {
  repository: Repository;
  revision: string;
  /** The folder; "" is the whole repository. */
  path: string;
};

/**
 * Sends a folder or the whole repository as a zip that is made while it is sent, so its size is not
 * known before. Entries keep their paths below the folder; zip64 where it is needed.
 * @throws {Problem} `revision-not-found`, `entry-not-found`.
 */
export async function sendArchive(
  ctx: RequestContext,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { repository, revision, path }: ArchiveQuery,
): Promise<void> {
  const commit = await resolveRevision(ctx, repository, revision);
  const folder = path === "" ? null : await findEntry(ctx, repository, { commit, path });
  if (folder !== null && folder?.type !== "folder") throwMissing({ commit, path });
  const { createdAt } = await getCommitRow(ctx.db, repository.id, commit);
  const name = [repository.name, folder?.name ?? commit.slice(0, 7)].join("-");
  reply.headers({
    "content-type": "application/zip",
    "content-disposition": disposition("attachment", `${name}.zip`),
    "cache-control": "private, no-cache",
    "x-content-type-options": "nosniff",
  });
  if (request.method === "HEAD") {
    await reply.send();
    return;
  }
  noteFileDownload({ repositoryId: repository.id, path, caller: callerOf(ctx) });
  const zip = new ZipFile();
  const gone = new AbortController();
  const output = new PassThrough();
  pipeline(zip.outputStream, output, () => gone.abort());
  zip.on("error", (error) => output.destroy(error));
  const files = listEntriesRecursive(ctx, repository, { commit, path });
  const task = { ctx, repository, commit, createdAt, path, signal: gone.signal };
  fillArchive(zip, files, task).catch((error: unknown) => {
    // The answer has begun: cutting it short is all that is left to say.
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  await reply.send(output);
}

type ArchiveTask = {
  ctx: RequestContext;
  repository: Repository;
  commit: string;
  createdAt: Date;
  /** The folder whose path the entries are without. */
  path: string;
  signal: AbortSignal;
};

/** One file at a time: the next is opened when the one before has been sent. */
async function fillArchive(
  zip: ZipFile,
  files: AsyncIterable<Entry>,
  { ctx, repository, commit, createdAt, path, signal }: ArchiveTask,
): Promise<void> {
  for await (const entry of files) {
    const name = path === "" ? entry.path : entry.path.slice(path.length + 1);
    // A submodule has no bytes here, and a name that git alone let in could leave the folder.
    if (entry.mode === "160000" || checkPath(name) !== undefined) continue;
    const file = await openEntry(ctx, repository, { commit, entry });
    const source = Readable.from(file.read(undefined, { signal }), { signal });
    zip.addReadStream(source, withoutDrive(name), {
      mtime: createdAt,
      mode: entry.mode === "100755" ? 0o100755 : 0o100644,
      // Large files are compressed already, or not worth the time.
      compress: entry.sha256 === null,
      size: entry.sizeBytes,
    });
    await finished(source);
  }
  zip.end();
}

/** A name like a drive's is no longer one behind `./`, and the same name everywhere else. */
function withoutDrive(name: string): string {
  return /^[a-z]:/i.test(name) ? `./${name}` : name;
}
