import { createHash } from "node:crypto";
import type { FileDetail } from "#contract/repositories/repository.ts";
import type { Context } from "../../context.ts";
import { summariseCommits } from "../commits/summarise-commits.ts";
import { API_PREFIX } from "../../platform/http/index.ts";
import { checkPicture } from "../previews/media/refuse-picture.ts";
import { previewOf } from "../previews/preview-of.ts";
import type { Repository } from "../repository.ts";
import type { OpenFile } from "./entry.ts";
import { describeEntry, lastCommitsOf } from "./list-tree.ts";
import { openFile } from "./open-file.ts";
import { resolveRevision } from "./resolve-revision.ts";

/**
 * What is known of a file before its bytes are read; the hash is always there, so that a download
 * can be verified against it.
 * @throws {Problem} `revision-not-found`, `entry-not-found`.
 */
export async function getFile(
  ctx: Pick<Context, "config" | "db" | "store">,
  repository: Repository,
  { revision, path }: { revision: string; path: string },
): Promise<FileDetail> {
  const commit = await resolveRevision(ctx, repository, revision);
  const file = await openFile(ctx, repository, { commit, path });
  const commits = await summariseCommits(ctx, repository, lastCommitsOf([file.entry]));
  const contentUrl = contentUrlOf(repository, { commit, path });
  return {
    ...describeEntry(file.entry, commits),
    sha256: file.entry.sha256 ?? (await hashOf(file)),
    mediaType: file.mediaType,
    ...(await checkPicture(file, previewOf(file.entry, ctx.config.limits.previewBytes))),
    commit,
    contentUrl,
    downloadUrl: `${contentUrl}?download=true`,
  };
}

async function hashOf(file: OpenFile): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of file.read()) hash.update(chunk);
  return hash.digest("hex");
}

/** A path on this server: the page and the API share their origin. */
function contentUrlOf(
  { kind, ownerName, name }: Repository,
  { commit, path }: { commit: string; path: string },
): string {
  const file = path.split("/").map(encodeURIComponent).join("/");
  return `${API_PREFIX}/repositories/${kind}/${ownerName}/${name}/content/${commit}/${file}`;
}
